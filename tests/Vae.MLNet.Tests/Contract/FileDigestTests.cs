using System.Security.Cryptography;
using Google.Protobuf;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;
using static Vae.MLNet.Tests.Contract.Refusal;

namespace Vae.MLNet.Tests.Contract;

/// <summary>Files that vouch for themselves, and the pin of one file.</summary>
public sealed class FileDigestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelProto _model = Tiny.Detector();
    private readonly ModelProto _decoder = Tiny.Decoder();

    public FileDigestTests() => FileDigest.Write(_model, _decoder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_with_digests_is_read_in_both_kinds()
    {
        File.WriteAllBytes(_folder.File("model.decoder.onnx"), _decoder.ToByteArray());

        Assert.Equal(Tiny.Threshold, ModelFile.Detector(_model.ToByteArray(), "model.onnx").Info.Threshold);
        Assert.Equal(2, ModelFile.ReadDecoder(_folder.File("model.decoder.onnx")).Contract.Input.Width);
        Assert.Equal(_model.MetadataProps, _decoder.MetadataProps);
    }

    [Fact]
    public void No_flipped_bit_of_a_number_is_taken()
    {
        var place = _model.Graph.Initializer.Single(tensor => tensor.Name == "place");
        var clean = place.RawData.ToByteArray();
        for (var bit = 0; bit < clean.Length * 8; bit++)
        {
            var flipped = clean.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            place.RawData = ByteString.CopyFrom(flipped);

            Of(_model.ToByteArray(), VaeModelFault.Invalid, "the content must have the digest that metadata 'vae.sha256' says");
        }
    }

    [Fact]
    public void No_flipped_bit_of_a_whole_file_scores_otherwise()
    {
        var (clean, row) = (_model.ToByteArray(), Tiny.Rows(20));
        using var model = VaeModel.Load(clean, "clean.onnx", new() { Device = VaeDevice.Cpu });
        var expected = model.Score(row);
        for (var place = 0; place < clean.Length; place += 3)
        {
            var flipped = clean.ToArray();
            flipped[place] ^= (byte)(1 << (place % 8));
            try
            {
                using var other = VaeModel.Load(flipped, "flipped.onnx", new() { Device = VaeDevice.Cpu });
                var scores = other.Score(row);
                Assert.Equal(expected.Score, scores.Score);
                Assert.Equal(expected.PredictedLabel, scores.PredictedLabel);
                Assert.Equal(expected.PValue, scores.PValue);
            }
            catch (VaeModelException)
            {
            }
        }
    }

    [Theory]
    [InlineData("vae.seed", "2")]
    [InlineData("vae.calibrationRows", "998")]
    [InlineData("vae.columns", """[{"name":"g0"},{"name":"f1"},{"name":"f2"},{"name":"f3"}]""")]
    public void Changed_metadata_is_not_taken(string key, string value)
    {
        _model.MetadataProps.Single(entry => entry.Key == key).Value = value;

        Of(_model.ToByteArray(), VaeModelFault.Invalid, "the content must have the digest that metadata 'vae.sha256' says");
    }

    [Fact]
    public void A_changed_promise_is_not_taken()
    {
        _model.MetadataProps.Single(entry => entry.Key == "vae.falseAlarmRate").Value = "0.05";

        Of(_model.ToByteArray(), VaeModelFault.Invalid, "the content must have the digest that metadata 'vae.threshold.sha256' says");
    }

    [Theory]
    [InlineData("vae.sha256")]
    [InlineData("vae.threshold.sha256")]
    public void A_digest_must_not_be_missing_beside_others(string key)
    {
        _model.MetadataProps.Remove(_model.MetadataProps.Single(entry => entry.Key == key));

        Of(_model.ToByteArray(), VaeModelFault.Missing, $"metadata '{key}' is missing beside other digests.");
    }

    [Fact]
    public void What_no_digest_covers_is_not_taken()
    {
        _model.MetadataProps.Add(new StringStringEntryProto { Key = "vae.keys", Value = "[\"when\"]" });

        Of(_model.ToByteArray(), VaeModelFault.Invalid, "metadata 'vae.keys' must stand before the digests, which cover it; got it behind them");
    }

    [Fact]
    public void Changed_nodes_are_not_taken()
    {
        _model.Graph.Node.Single(node => node.Name == "exponent").OpType = "Abs";

        Of(_model.ToByteArray(), VaeModelFault.Invalid, "the content must have the digest that metadata 'vae.sha256' says");
    }

    [Fact]
    public void The_order_of_tensors_and_the_names_of_nodes_do_not_count()
    {
        var tensors = _model.Graph.Initializer.Reverse().ToArray();
        _model.Graph.Initializer.Clear();
        _model.Graph.Initializer.AddRange(tensors);
        foreach (var node in _model.Graph.Node)
        {
            node.Name = "";
        }

        Assert.Equal(Tiny.Threshold, ModelFile.Detector(_model.ToByteArray(), "model.onnx").Info.Threshold);
    }

    [Fact]
    public void A_moved_threshold_keeps_the_digest_of_the_rest()
    {
        var path = _folder.File("model.onnx");
        File.WriteAllBytes(path, _model.ToByteArray());

        VaeModelFile.SetFalseAlarmRate(path, 0.05);

        Assert.Equal(0.05, VaeModelFile.Inspect(path).FalseAlarmRate);
        Assert.Equal(Digest(_model, "vae.sha256"), Digest(ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)), "vae.sha256"));
    }

    [Fact]
    public void A_model_from_before_gets_digests_when_its_threshold_moves()
    {
        var path = _folder.File("model.onnx");
        File.WriteAllBytes(path, Tiny.Bytes());

        VaeModelFile.SetThreshold(path, 1.5);

        Assert.Equal(1.5, VaeModelFile.Inspect(path).Threshold);
        Assert.Equal(Digest(_model, "vae.sha256"), Digest(ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)), "vae.sha256"));
    }

    [Fact]
    public void A_decoder_is_not_taken_for_one_of_another_model()
    {
        _decoder.Graph.Initializer.Single(tensor => tensor.Name == "place").RawData = ByteString.CopyFrom(new byte[32]);

        Assert.Contains("the content must have the digest that metadata 'vae.decoder.sha256' "
            + "says", OfDecoder(_decoder, _folder.File("model.decoder.onnx")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_file_is_the_only_one_that_loads()
    {
        var bytes = Tiny.Bytes();
        var pin = Convert.ToHexString(SHA256.HashData(bytes));
        var path = _folder.File("model.onnx");
        File.WriteAllBytes(path, bytes);

        using (VaeModel.Load(path, new() { Device = VaeDevice.Cpu, Sha256 = pin }))
        {
            VaeModelFile.SetThreshold(path, 1.5);
        }

        var error = Assert.Throws<VaeModelException>(() => VaeModel.Load(path, new() { Sha256 = pin }));
        Assert.StartsWith(
            $"Model '{path}': the file's SHA-256 must be {pin.ToLowerInvariant()}, as it is pinned; got ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("zz0000000000000000000000000000000000000000000000000000000000zzzz")]
    public void A_pin_that_is_no_digest_is_the_callers_fault(string pin)
    {
        var error = Assert.Throws<ArgumentException>(() => VaeModel.Load(Tiny.Bytes(), "tiny.onnx", new() { Sha256 = pin }));

        Assert.StartsWith($"Option 'Sha256' must be 64 hexadecimal digits; got '{pin}'.", error.Message, StringComparison.Ordinal);
    }

    private static string Digest(ModelProto model, string key) => model.MetadataProps.Single(entry => entry.Key == key).Value;
}
