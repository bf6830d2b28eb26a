using System.Diagnostics;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;
using static Vae.MLNet.Tests.Contract.Refusal;

namespace Vae.MLNet.Tests.Contract;

/// <summary>Sizes that a file may not have, and places that are no files: each refused by name, and soon.</summary>
public sealed class FileLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public void Dispose()
    {
        _folder.Dispose();
        Assert.InRange(_watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_chain_of_ten_thousand_nodes() => Of(
        model =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                model.Graph.Node.Add(new NodeProto { OpType = "Abs", Input = { i == 0 ? "x" : $"n{i - 1}" }, Output = { $"n{i}" } });
            }
        },
        VaeModelFault.Unsupported,
        "the graph must hold at most 8,192 nodes; got 10,022 (unsupported).");

    [Fact]
    public void As_many_tensors() => Of(
        model => model.Graph.Initializer.AddRange(Enumerable.Range(0, 20_000).Select(i => Floats($"n{i}", [1], 1))),
        VaeModelFault.Unsupported,
        "the graph must hold at most 16,384 tensors; got 20,012 (unsupported).");

    [Fact]
    public void A_hundred_megabytes_of_metadata() => Of(
        model => model.MetadataProps.Add(new StringStringEntryProto { Key = "note", Value = new string('x', 100_000_000) }),
        VaeModelFault.Unsupported,
        "metadata must hold at most 16,777,216 bytes; got 100,0");

    [Fact]
    public void A_million_entries_of_metadata() => Of(
        model => model.MetadataProps.AddRange(Enumerable.Range(0, 1_000_000).Select(_ => new StringStringEntryProto())),
        VaeModelFault.Unsupported,
        "metadata must hold at most 1,000 entries; got 1,000,022 (unsupported).");

    [Fact]
    public void A_graph_of_names() => Of(
        model => model.Graph.DocString = new string('x', 9_000_000),
        VaeModelFault.Unsupported,
        "the graph without its numbers must hold at most 8,388,608 bytes; got 9,00");

    [Fact]
    public void A_file_beyond_the_limit()
    {
        var path = _folder.File("large.onnx");
        using (var file = File.Create(path))
        {
            file.SetLength(FileLimits.FileBytes + 1);
        }

        var error = Assert.Throws<VaeModelException>(() => VaeModel.Load(path));

        Assert.StartsWith($"Model '{path}': the file must hold at most 1,073,741,824 bytes; got 1,073,741,825 "
            + $"(unsupported).", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { -4, 2 }, "-4, 2")]
    [InlineData(new long[] { 0, 2 }, "0, 2")]
    [InlineData(new long[] { 4, 3 }, "4, 3")]
    [InlineData(new long[] { 4 }, "4")]
    [InlineData(new[] { long.MaxValue, long.MaxValue }, "9223372036854775807, 9223372036854775807")]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 1, 4, 2 }, "1, 1, 1, 1, 1, 1, 1, 4, 2")]
    public void Sizes_that_are_not_those_of_the_bytes(long[] sizes, string got) => Of(
        model =>
        {
            var pick = model.Graph.Initializer.Single(tensor => tensor.Name == "pick");
            pick.Dims.Clear();
            pick.Dims.AddRange(sizes);
        },
        VaeModelFault.Invalid,
        $"tensor 'pick' must hold as many numbers of 4 bytes as its shape says; got shape [{got}] and 32 bytes (invalid).");

    [Fact]
    public void Numbers_in_two_places() => Of(
        model => model.Graph.Initializer.Single(tensor => tensor.Name == "pick").FloatData.Add(1),
        VaeModelFault.Unsupported,
        "tensor 'pick' must hold its numbers as raw data, in one piece; got others (unsupported).");

    [Fact]
    public void Numbers_of_another_type() => Of(
        model => model.Graph.Initializer.Single(tensor => tensor.Name == "pick").DataType = (int)TensorProto.Types.DataType.Double,
        VaeModelFault.Unsupported,
        "tensor 'pick' must hold floats (type 1), halves (type 10) or 64-bit integers (type 7); got type 11 (unsupported).");

    [Fact]
    public void Groups_hide_nothing()
    {
        // Field 50 as a group that holds nothing: a parser skips it, a measure that stops there would miss what follows.
        byte[] group = [0x93, 0x03, 0x94, 0x03];

        Of([.. group, .. Tiny.Bytes()], VaeModelFault.Invalid, "the file must be ONNX; got");
    }

    [Fact]
    public void Wide_models_and_many_references_pass()
    {
        var wide = new TinyModel { Features = 1_555, Latent = 64 };
        var bytes = wide.Bytes(model => model.Graph.Initializer.Add(Floats("references", [16 << 8, 1 << 10], new float[4 << 20])));

        Assert.Equal(1_555, ModelFile.Detector(bytes, "wide.onnx").Info.FeatureCount);
    }

    [Fact]
    public void A_folder()
    {
        AssertRefused(_folder.Path, "the path must name a file; got a folder (invalid).");
    }

    [Fact]
    public void A_pipe()
    {
        if (!OperatingSystem.IsWindows())
        {
            var pipe = _folder.File("pipe.onnx");
            using var make = Process.Start("mkfifo", [pipe])!;
            make.WaitForExit();

            AssertRefused(pipe, "the path must name a file; got a pipe or a device (invalid).");
        }
    }

    [Fact]
    public void A_device()
    {
        if (!OperatingSystem.IsWindows())
        {
            AssertRefused("/dev/zero", "the path must name a file; got a pipe or a device (invalid).");
        }
    }

    private static void AssertRefused(string path, string flaw)
    {
        Assert.All(
            new Func<object>[]
            {
                () => VaeModel.Load(path), () => VaeDecoder.Load(path), () => VaeModelFile.Inspect(path), () => VaeModelFile.SetThreshold(path, 1),
            },
            load =>
            {
                var error = Assert.Throws<VaeModelException>(load);
                Assert.StartsWith($"Model '{path}': {flaw}", error.Message, StringComparison.Ordinal);
                Assert.Equal(VaeModelFault.Invalid, error.Fault);
            });
    }
}
