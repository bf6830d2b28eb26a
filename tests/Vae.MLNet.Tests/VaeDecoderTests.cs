using Google.Protobuf;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests;

public sealed class VaeDecoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VaeDecoder _decoder;

    public VaeDecoderTests()
    {
        var path = _folder.File("model.decoder.onnx");
        File.WriteAllBytes(path, new TinyModel().Decoder().ToByteArray());
        _decoder = VaeDecoder.Load(path);
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Latent_positions_become_rows() => Assert.Equal([1, 2, 0, 0, 3, 4, 0, 0], _decoder.Decode([1, 2, 3, 4]));

    [Fact]
    public void Latent_positions_become_images()
    {
        var path = _folder.File("images.decoder.onnx");
        File.WriteAllBytes(path, new TinyModel { Features = 12, InputShape = [3, 2, 2] }.Decoder().ToByteArray());
        using var decoder = VaeDecoder.Load(path);

        Assert.Equal([1, 2, .. new float[10]], decoder.Decode([1, 2]));
    }

    [Fact]
    public void A_walk_includes_both_ends() => Assert.Equal([0, 4, 0, 0, 1, 3, 0, 0, 2, 2, 0, 0], _decoder.Interpolate([0, 4], [2, 2], 3));

    [Fact]
    public void Samples_depend_on_the_seed_alone_and_are_standard_normal()
    {
        var rows = _decoder.Sample(4000, seed: 5);

        Assert.Equal(rows, _decoder.Sample(4000, seed: 5));
        Assert.NotEqual(rows, _decoder.Sample(4000, seed: 6));
        var latent = rows.Chunk(4).SelectMany(row => row[..2]).ToArray();
        Assert.Equal(0, latent.Average(), 0.05);
        Assert.Equal(1, latent.Average(value => value * value), 0.05);
    }

    [Fact]
    public void Positions_of_another_size_are_refused()
    {
        Assert.Equal("latent", Assert.Throws<ArgumentException>(() => _decoder.Decode([1, 2, 3])).ParamName);
        Assert.Equal("to", Assert.Throws<ArgumentException>(() => _decoder.Interpolate([1, 2], [1], 2)).ParamName);
    }

    /// <summary>Its memory is for the rows that there are, not for the largest batch.</summary>
    [Fact]
    public void One_row_needs_no_room_for_a_huge_batch()
    {
        using var huge = VaeDecoder.Load(_folder.File("model.decoder.onnx"), new() { Device = VaeDevice.Cpu, BatchSize = int.MaxValue });

        Assert.Equal(_decoder.Decode([1, 2]), huge.Decode([1, 2]));
        Assert.Empty(huge.Sample(0, seed: 1));
    }

    [Fact]
    public void A_detector_is_no_decoder()
    {
        File.WriteAllBytes(_folder.File("model.onnx"), new TinyModel().Bytes());

        var error = Assert.Throws<VaeModelException>(() => VaeDecoder.Load(_folder.File("model.onnx")));

        Assert.Contains("graph input 'Latent' must be float [rows, 2]; got none (missing).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_decoder_refuses_to_decode()
    {
        _decoder.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _decoder.Decode([1, 2]));
    }
}
