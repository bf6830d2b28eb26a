using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

public sealed class TrainedVaeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Saving_writes_the_model_and_its_decoder_and_leaves_nothing_else()
    {
        var path = _folder.File("pump.v1.onnx");
        File.WriteAllText(path, "an older file");

        Run.Mixed().Vae.Save(path);

        Assert.Equal(["pump.v1.decoder.onnx", "pump.v1.onnx"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Run.Mixed().Vae.Info.OptionsDigest, VaeModelFile.Inspect(path).OptionsDigest);
        using var decoder = VaeDecoder.Load(TrainedVae.DecoderPath(path));
        Assert.Equal(Run.Mixed().Vae.Info.OptionsDigest, decoder.Info.OptionsDigest);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_the_old_one()
    {
        var path = _folder.File("model.onnx");
        File.WriteAllText(path, "an older file");
        Directory.CreateDirectory(Path.Combine(TrainedVae.DecoderPath(path), "in the way"));

        Assert.ThrowsAny<Exception>(() => Run.Mixed().Vae.Save(path));

        Assert.Equal("an older file", File.ReadAllText(path));
        Assert.Equal(["model.onnx"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void The_saved_file_scores_as_the_model_in_memory()
    {
        var path = _folder.File("model.onnx");
        Run.Mixed().Vae.Save(path);
        using var saved = VaeModel.Load(path);
        using var opened = Run.Mixed().Vae.OpenModel();

        Assert.Equal(opened.Score(Samples.OddRows(100)).Score, saved.Score(Samples.OddRows(100)).Score);
    }

    [Fact]
    public void An_empty_row_has_no_score_and_is_not_called_normal()
    {
        using var model = Run.Mixed().Vae.OpenModel();
        var rows = Samples.MixedRows(3);
        rows.AsSpan(10, 10).Fill(float.NaN);

        var scores = model.Score(rows);

        Assert.Equal([false, true, false], scores.Score.Select(float.IsNaN));
        Assert.Equal([false, true, false], scores.PValue.Select(float.IsNaN));
        Assert.True(scores.PredictedLabel[1]);
        Assert.Equal(0, scores.ReconstructionError[1]);
    }

    [Fact]
    public void An_unseen_category_and_a_changed_constant_are_novel()
    {
        using var model = Run.Mixed().Vae.OpenModel();
        var row = Samples.MixedRows(1, seed: 9);
        float[] unseen = [.. row[..7], 0, 0, 0];
        float[] changed = [.. row[..3], 8, .. row[4..]];
        float[] gap = [.. row[..3], float.NaN, .. row[4..]];

        Assert.True(model.Score(unseen).Score[0] > model.Score(row).Score[0] + 0.5);
        Assert.True(model.Score(changed).Score[0] > model.Score(row).Score[0] + 0.5);
        Assert.Equal(8, model.FeatureErrors(changed)[3]);
        Assert.Equal(model.Score(row).Score[0], model.Score(gap).Score[0]);
    }

    [Fact]
    public void The_decoder_makes_rows_like_those_it_was_trained_on()
    {
        var path = _folder.File("model.onnx");
        Run.Good().Vae.Save(path);
        using var decoder = VaeDecoder.Load(TrainedVae.DecoderPath(path));
        using var model = Run.Good().Vae.OpenModel();
        var rows = Samples.PlainRows(200, seed: 6);

        // The first member alone, where the model's reconstruction is the mean over all: close, in units of each feature's deviation.
        var decoded = decoder.Decode(model.Encode(rows));
        var reconstructed = model.Reconstruct(rows);
        var scale = Run.Good().Detector.Scaler.Scale;
        Assert.InRange(decoded.Zip(reconstructed).Select((pair, i) => Math.Abs(pair.First - pair.Second) / scale[i % 5]).Average(), 0, 0.15);

        Assert.Equal(decoder.Sample(20, seed: 1), decoder.Sample(20, seed: 1));
        Assert.NotEqual(decoder.Sample(20, seed: 1), decoder.Sample(20, seed: 2));
        Assert.InRange(decoder.Sample(500, seed: 1).Where((_, i) => i % 5 == 0).Average(), 95, 105);

        var latent = model.Encode(rows.AsSpan(0, 10));
        var width = model.Info.LatentDimension;
        var path3 = decoder.Interpolate(latent.AsSpan(0, width), latent.AsSpan(width), 3);
        Assert.Equal(decoder.Decode(latent.AsSpan(0, width)), path3[..5]);
        Assert.Equal(decoder.Decode(latent.AsSpan(width)), path3[10..]);
    }
}
