using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.ML;
using Vae.MLNet.TestModels;
using Vae.MLNet.Tests.DataView;

namespace Vae.MLNet.Tests;

/// <summary>What comes out of <c>mlContext.Model.Load</c> when the detector inside <c>model.zip</c> cannot be used.</summary>
public sealed class StrangeZipTests : IDisposable
{
    /// <summary>Easy to find among the bytes.</summary>
    private const int Threads = 0x0102;

    private static readonly TinyModel Tiny = new();

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly string _zip;
    private readonly string _onnx;
    private readonly string[] _columns;

    public StrangeZipTests()
    {
        (_zip, _onnx) = (_folder.File("model.zip"), _folder.File("model.onnx"));
        File.WriteAllBytes(_onnx, Tiny.Bytes());
        var view = Table.View(_context, Tiny.Rows(10));
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(_onnx, new() { Model = new() { Threads = Threads } }).Fit(view);
        _columns = [.. transformer.GetOutputSchema(view.Schema).Select(column => column.Name)];
        _context.Model.Save(transformer, view.Schema, _zip);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_broken_model_is_a_model_exception_at_the_bottom()
    {
        Replace("model.onnx", Tiny.Bytes(model => model.Graph.Output.RemoveAt(0)));

        Refused(VaeModelFault.Missing, $"Model '{_onnx}': graph output 'Score' must be float [rows]; got none (missing).");
    }

    [Fact]
    public void A_zip_without_the_model()
    {
        using (var zip = ZipFile.Open(_zip, ZipArchiveMode.Update))
        {
            zip.Entries.Single(entry => entry.Name == "model.onnx").Delete();
        }

        Refused(VaeModelFault.Missing, $"Model '{_onnx}': entry 'model.onnx' must be in the zip; got none (missing).");
    }

    [Fact]
    public void A_bomb_is_not_unpacked()
    {
        Replace("model.onnx", new byte[200_000_000]);

        Refused(VaeModelFault.Unsupported, $"Model '{_onnx}': entry 'model.onnx' of the zip must unpack to at most 67,108,864 bytes or 20 times "
            + $"its size; got 200,000,000 bytes out of ");
    }

    /// <summary>As damage does it: any one bit of what stands beside the model.</summary>
    [Fact]
    public void No_flipped_bit_of_columns_and_options_is_taken()
    {
        var key = Read("Model.key");
        var random = new Random(1);
        var view = Table.View(_context, Tiny.Rows(10));
        var refused = 0;
        for (var flip = 0; flip < 300; flip++)
        {
            var (changed, bit) = (key.ToArray(), random.Next(key.Length * 8));
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Replace("Model.key", changed);
            try
            {
                var pipeline = _context.Model.Load(_zip, out _);
                using var model = (IDisposable)pipeline;
                Assert.Equal(_columns, pipeline.GetOutputSchema(view.Schema).Select(column => column.Name));
                Assert.Equal(Threads, ((VaeAnomalyTransformer)pipeline).Model.Native.Options.Threads);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                // Ours, or ML.NET's, which reads the header of the entry and its table of texts.
                refused += VaeModelException.In(exception) is null ? 0 : 1;
            }
        }

        Assert.InRange(refused, 90, 300);
    }

    [Fact]
    public void Options_that_cannot_be()
    {
        var key = Read("Model.key");
        BinaryPrimitives.WriteInt32LittleEndian(key.AsSpan(key.AsSpan().IndexOf(BitConverter.GetBytes(Threads))), -1);
        Replace("Model.key", key);

        Refused(VaeModelFault.Invalid, "the detector's entries in the zip must be as they were saved; got: columns or options that do not have the "
            + "digest which stands beside them (invalid). Save the pipeline again.");
    }

    private void Refused(VaeModelFault fault, string message)
    {
        var wrapped = Assert.ThrowsAny<Exception>(() => _context.Model.Load(_zip, out _));
        var error = VaeModelException.In(wrapped);

        Assert.NotNull(error);
        Assert.Same(error, VaeModelException.In(error));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(fault, error.Fault);
    }

    private byte[] Read(string name)
    {
        using var zip = ZipFile.OpenRead(_zip);
        using var entry = Entry(zip, name).Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private void Replace(string name, byte[] bytes)
    {
        using var zip = ZipFile.Open(_zip, ZipArchiveMode.Update);
        var entry = Entry(zip, name);
        var path = entry.FullName;
        entry.Delete();
        using var stream = zip.CreateEntry(path).Open();
        stream.Write(bytes);
    }

    /// <summary>The entry beside the model, or the model itself.</summary>
    private static ZipArchiveEntry Entry(ZipArchive zip, string name)
    {
        var model = zip.Entries.Single(entry => entry.Name == "model.onnx").FullName;
        return zip.Entries.Single(entry => entry.FullName == model[..^"model.onnx".Length] + name);
    }
}
