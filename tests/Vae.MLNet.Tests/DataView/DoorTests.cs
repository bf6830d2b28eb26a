using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.DataView;

/// <summary>Other ways in: a model in memory or in a stream, a threshold changed afterwards, one row at a time, ML.NET's tools for one feature column.</summary>
public sealed class DoorTests : IDisposable
{
    private static readonly TinyModel Tiny = new();

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly IDataView _data;

    public DoorTests()
    {
        _path = _folder.File("tiny.onnx");
        File.WriteAllBytes(_path, Tiny.Bytes());
        _data = Table.View(_context, Tiny.Rows(60));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stream_and_a_loaded_model_score_as_the_file_does()
    {
        using var fromFile = _context.Transforms.DetectAnomaliesWithVae(_path).Fit(_data);
        using var stream = File.OpenRead(_path);
        using var fromStream = _context.Transforms.DetectAnomaliesWithVae(stream).Fit(_data);
        using var memory = new MemoryStream([1, 2, 3, .. Tiny.Bytes()]) { Position = 3 };
        using var fromMemory = _context.Transforms.DetectAnomaliesWithVae(memory, new VaeScoringOptions { OutputColumnPrefix = "My" }).Fit(_data);
        using var model = VaeModel.Load(_path);
        using var fromModel = _context.Transforms.DetectAnomaliesWithVae(model).Fit(_data);
        var expected = fromFile.Transform(_data).GetColumn<float>("Score").ToArray();

        Assert.Equal(expected, fromStream.Transform(_data).GetColumn<float>("Score"));
        Assert.Equal(expected, fromMemory.Transform(_data).GetColumn<float>("MyScore"));
        Assert.Equal(expected, fromModel.Transform(_data).GetColumn<float>("Score"));
    }

    [Fact]
    public void A_stream_that_holds_no_model_or_another_one_is_refused()
    {
        using var empty = new MemoryStream();
        using var broken = new MemoryStream(Tiny.Bytes()[..200]);
        using var other = new MemoryStream(Tiny.Bytes());

        Assert.StartsWith("Model 'stream'", Assert.Throws<VaeModelException>(() => _context.Transforms.DetectAnomaliesWithVae(empty)).Message, StringComparison.Ordinal);
        Assert.Throws<VaeModelException>(() => _context.Transforms.DetectAnomaliesWithVae(broken));
        Assert.Throws<VaeModelException>(() => _context.Transforms.DetectAnomaliesWithVae(other, new VaeScoringOptions { Model = new() { Sha256 = new string('0', 64) } }));
    }

    [Fact]
    public void A_fitted_transformer_takes_another_threshold_and_stays_as_it_is()
    {
        using var fitted = _context.Transforms.DetectAnomaliesWithVae(_path).Fit(_data);
        using var strict = _context.AnomalyDetection.ChangeModelThreshold(fitted, 0.1);
        using var rate = _context.AnomalyDetection.ChangeFalseAlarmRate(strict, 0.1);

        Assert.Equal((Tiny.Threshold, 0.1, 1.0), (fitted.Model.Threshold, strict.Model.Threshold, Math.Round(rate.Model.Threshold, 6)));
        var scores = fitted.Transform(_data).GetColumn<float>("Score").ToArray();
        Assert.Equal(scores, strict.Transform(_data).GetColumn<float>("Score"));
        Assert.Equal(scores.Select(score => score >= 0.1f), strict.Transform(_data).GetColumn<bool>("PredictedLabel"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.ChangeModelThreshold(fitted, double.NaN));
        Assert.ThrowsAny<ArgumentException>(() => _context.AnomalyDetection.ChangeFalseAlarmRate(fitted, 1e-9));
    }

    [Fact]
    public void A_saved_zip_takes_another_threshold_without_training()
    {
        var chain = _context.Transforms.CopyColumns("Copy", "Number").Append(_context.Transforms.DetectAnomaliesWithVae(_path)).Append(_context.Transforms.CopyColumns("Anomaly", "Score")).Fit(_data);
        var (zip, strict) = (_folder.File("model.zip"), _folder.File("strict.zip"));
        _context.Model.Save(chain, _data.Schema, zip);

        var changed = _context.AnomalyDetection.ChangeModelThreshold(_context.Model.Load(zip, out var schema), 0.1);
        _context.Model.Save(changed, schema, strict);

        var scored = new MLContext().Model.Load(strict, out _).Transform(_data);
        Assert.Equal(scored.GetColumn<float>("Anomaly").Select(score => score >= 0.1f), scored.GetColumn<bool>("PredictedLabel"));
        Assert.Equal(chain.Transform(_data).GetColumn<float>("Anomaly"), scored.GetColumn<float>("Anomaly"));
    }

    [Fact]
    public void A_model_without_a_detector_or_with_two_is_refused()
    {
        var none = _context.Transforms.CopyColumns("Copy", "Number").Fit(_data);
        var two = _context.Transforms.DetectAnomaliesWithVae(_path).Append(_context.Transforms.DetectAnomaliesWithVae(_path, outputColumnPrefix: "My")).Fit(_data);

        Assert.StartsWith("Model must hold one detector of Vae.MLNet; got 0.", Assert.Throws<ArgumentException>(() => _context.AnomalyDetection.ChangeModelThreshold(none, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Model must hold one detector of Vae.MLNet; got 2.", Assert.Throws<ArgumentException>(() => _context.AnomalyDetection.ChangeFalseAlarmRate(two, 0.1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_row_gets_the_bits_that_it_gets_alone()
    {
        using var model = VaeModel.Load(_path);
        var row = Tiny.Rows(1, seed: 5);
        var scores = model.Score(row);

        var score = model.ScoreRow(row);

        Assert.Equal(new VaeRowScore(scores.Score[0], scores.PredictedLabel[0], scores.PValue[0], scores.ReconstructionError[0], scores.KlDivergence[0]), score);
        Assert.Equal(score, model.ScoreRow(row.Select(value => (double)value).ToArray()));
        Assert.StartsWith("Row must hold 4 features", Assert.Throws<ArgumentException>(() => model.ScoreRow(Tiny.Rows(2))).Message, StringComparison.Ordinal);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.ScoreRow(row));
    }

    [Fact]
    public void Ml_nets_permutation_importance_takes_the_transformer()
    {
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(_path).Fit(_data);
        var labelled = _context.Transforms.Conversion.ConvertType("Truth", "Label", DataKind.Boolean).Fit(_data).Transform(_data);

        var importance = _context.BinaryClassification.PermutationFeatureImportance(transformer, labelled, "Truth");

        // The first two features are the latent of the tiny model and move no score.
        Assert.Equal(4, importance.Length);
        Assert.Equal((0.0, 0.0), (importance[0].AreaUnderRocCurve.Mean, importance[1].AreaUnderRocCurve.Mean));
        Assert.NotEqual(0.0, importance[2].AreaUnderRocCurve.Mean);
    }

    [Fact]
    public void A_detector_that_reads_columns_by_name_has_no_single_feature_column()
    {
        var rows = _context.Data.LoadFromEnumerable(new[] { new { f0 = 1f, f1 = 1f, f2 = 1f, f3 = 1f } });
        using var transformer = _context.Transforms.DetectAnomaliesWithVae(_path).Fit(rows);

        var error = Assert.Throws<InvalidOperationException>(() => ((ISingleFeaturePredictionTransformer<VaeModel>)transformer).FeatureColumnName);

        Assert.StartsWith("Detector must read one vector column", error.Message, StringComparison.Ordinal);
    }
}
