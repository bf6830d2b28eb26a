using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Friend;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.DataView;

/// <summary>Encoding and reconstructing are the detector's transformer with other outputs.</summary>
public sealed class OutputColumnsTests : IDisposable
{
    private static readonly TinyModel Tiny = new();

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly float[] _features = Tiny.Rows(300);
    private readonly string _path;

    public OutputColumnsTests()
    {
        _path = _folder.File("tiny.onnx");
        File.WriteAllBytes(_path, Tiny.Bytes());
        File.WriteAllBytes(VaeModelFile.DecoderPath(_path), Google.Protobuf.MessageExtensions.ToByteArray(Tiny.Decoder()));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Encoding_adds_the_posterior_and_nothing_else()
    {
        var (view, estimator) = (Table.View(_context, _features), _context.Transforms.EncodeWithVae(_path, outputColumnPrefix: "Pump"));
        using var transformer = estimator.Fit(view);
        var encoded = transformer.Transform(view);

        Assert.Equal(["PumpLatentMean", "PumpLatentLogVariance"], encoded.Schema.Skip(view.Schema.Count).Select(column => column.Name));
        Assert.Equal(transformer.Model.Encode(_features), encoded.GetColumn<float[]>("PumpLatentMean").SelectMany(row => row));
        Assert.Equal(transformer.Model.Compute(VaeOutputs.LatentLogVariance, _features), encoded.GetColumn<float[]>("PumpLatentLogVariance").SelectMany(row => row));
        Assert.Equal(
            SchemaShapes.Of(encoded.Schema).Select(column => (column.Name, column.Kind)), estimator.GetOutputSchema(SchemaShapes.Of(view.Schema)).Select(column => (column.Name, column.Kind)));
    }

    [Fact]
    public void Reconstructing_adds_what_was_expected_and_survives_the_zip_with_the_decoder()
    {
        var view = Table.View(_context, _features);
        using var transformer = _context.Transforms.ReconstructWithVae(_path).Fit(view);
        _context.Model.Save(transformer, view.Schema, _folder.File("model.zip"));
        File.Delete(VaeModelFile.DecoderPath(_path));

        using var loaded = (VaeAnomalyTransformer)new MLContext().Model.Load(_folder.File("model.zip"), out _);
        using var decoder = loaded.Model.OpenDecoder();

        Assert.Equal([VaeOutputs.Reconstruction], loaded.Outputs);
        Assert.Equal("Reconstruction", Assert.Single(loaded.GetOutputSchema(view.Schema).Skip(view.Schema.Count)).Name);
        Assert.Equal(transformer.Model.Reconstruct(_features), loaded.Transform(view).GetColumn<float[]>("Reconstruction").SelectMany(row => row));
        Assert.Equal([3, 5, 0, 0], decoder.Decode([3, 5]));
    }

    [Fact]
    public void An_output_that_the_model_does_not_give_is_refused_when_the_estimator_is_made()
    {
        var error = Assert.Throws<ArgumentException>(() => _context.Transforms.DetectAnomaliesWithVae(_path, new VaeScoringOptions { Outputs = [VaeOutputs.Score, VaeOutputs.Heatmap] }));

        Assert.StartsWith($"Output 'Heatmap' must be one that model '{_path}' gives: Score, PredictedLabel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_decoder_of_another_model_is_refused()
    {
        File.WriteAllBytes(VaeModelFile.DecoderPath(_path), Google.Protobuf.MessageExtensions.ToByteArray(new TinyModel { Latent = 3 }.Decoder()));
        using var model = VaeModel.Load(_path);

        Assert.Contains("the decoder must be that of model", Assert.Throws<VaeModelException>(model.OpenDecoder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_its_decoder_says_which_file_is_missing()
    {
        using var model = Tiny.Load();

        Assert.False(model.HasDecoder);
        Assert.Equal(
            "Model 'tiny.onnx' must have its decoder to generate rows; got none. Put 'tiny.decoder.onnx' beside it, as training writes it.",
            Assert.Throws<InvalidOperationException>(model.OpenDecoder).Message);
    }

    [Fact]
    public void A_context_that_gave_up_ends_its_cursors()
    {
        var view = Table.View(_context, Tiny.Rows(60_000));
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(_path).Fit(view);
        using var cursor = transformer.Transform(view).GetRowCursor(transformer.Transform(view).Schema);
        Assert.True(cursor.MoveNext());

        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(_context, null);

        Assert.Throws<OperationCanceledException>(() =>
        {
            while (cursor.MoveNext())
            {
            }
        });
    }
}
