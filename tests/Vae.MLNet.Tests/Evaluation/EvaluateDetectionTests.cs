using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.Tests.Evaluation;

public sealed class EvaluateDetectionTests
{
    private static readonly AnomalyEvaluationOptions WithoutIntervals = new() { BootstrapResamples = 0 };
    private readonly MLContext _context = new(seed: 0);

    private sealed class Row<T>
    {
        public T Label { get; set; } = default!;

        public float Score { get; set; }

        public bool PredictedLabel { get; set; }
    }

    private sealed class KeyRow
    {
        [KeyType(2)]
        public uint Label { get; set; }

        public float Score { get; set; }
    }

    [Fact]
    public void Labels_of_every_type_give_the_same_metrics()
    {
        var expected = AnomalyMetrics.Compute([1, 2, 3, 4], [false, true, false, true], [false, true, true, true], WithoutIntervals);

        Assert.Equal(expected, Evaluate(false, true));
        Assert.Equal(expected, Evaluate(0f, 1f));
        Assert.Equal(expected, Evaluate(0.0, 1.0));
        Assert.Equal(expected, Evaluate<sbyte>(0, 1));
        Assert.Equal(expected, Evaluate<byte>(0, 1));
        Assert.Equal(expected, Evaluate<short>(0, 1));
        Assert.Equal(expected, Evaluate<ushort>(0, 1));
        Assert.Equal(expected, Evaluate(0, 1));
        Assert.Equal(expected, Evaluate(0u, 1u));
        Assert.Equal(expected, Evaluate(0L, 1L));
        Assert.Equal(expected, Evaluate(0ul, 1ul));
        Assert.Equal(expected, Evaluate("normal", "fraud"));
    }

    [Fact]
    public void Keys_stand_for_their_values()
    {
        var expected = AnomalyMetrics.Compute([1, 2, 3, 4], [false, true, false, true], [false, true, true, true], WithoutIntervals);

        Assert.Equal(expected, EvaluateKeys("normal", "fraud"));
        Assert.Equal(expected, EvaluateKeys(0f, 1f));
        Assert.Equal(expected, EvaluateKeys(0, 1));
        Assert.Equal(expected, EvaluateKeys(false, true));
    }

    [Fact]
    public void Keys_without_values_count_from_zero_and_the_missing_key_is_no_label()
    {
        var data = _context.Data.LoadFromEnumerable<KeyRow>([new() { Label = 0, Score = 1 }, new() { Label = 1, Score = 2 }, new() { Label = 2, Score = 3 }]);

        var metrics = _context.AnomalyDetection.EvaluateDetection(data, predictedLabelColumnName: null);

        Assert.Equal((2, 1, 1), (metrics.Rows, metrics.Anomalies, metrics.RowsWithoutLabel));
        Assert.Equal(1, metrics.AreaUnderRocCurve);
    }

    [Fact]
    public void Rows_without_a_label_are_left_out_and_counted()
    {
        var data = _context.Data.LoadFromEnumerable<Row<string>>(
            [new() { Label = "ok", Score = 1 }, new() { Label = "", Score = 9 }, new() { Label = "bad", Score = 2 }]);

        var metrics = _context.AnomalyDetection.EvaluateDetection(data, options: WithoutIntervals with { NormalLabel = "ok" });

        Assert.Equal((2, 1, 1), (metrics.Rows, metrics.Anomalies, metrics.RowsWithoutLabel));
        Assert.Equal(1, metrics.AreaUnderRocCurve);
    }

    [Fact]
    public void A_threshold_needs_no_predicted_labels()
    {
        var data = _context.Data.LoadFromEnumerable<KeyRow>([new() { Label = 0, Score = 1 }, new() { Label = 1, Score = 2 }]);

        Assert.Equal(1, _context.AnomalyDetection.EvaluateDetection(data, options: new() { Threshold = 2 }).F1Score);
        Assert.Equal(2, _context.AnomalyDetection.EvaluateDetection(data, options: new() { ThresholdFromLabels = true }).Threshold);
    }

    [Fact]
    public void A_missing_column_is_named_with_those_there_are()
    {
        var data = _context.Data.LoadFromEnumerable<KeyRow>([]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.EvaluateDetection(data));

        Assert.StartsWith("Column 'PredictedLabel' must exist in the data; got the columns Label, Score.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_another_type_is_refused_with_its_type()
    {
        var data = _context.Data.LoadFromEnumerable<Row<bool>>([]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.AnomalyDetection.EvaluateDetection(data, scoreColumnName: "PredictedLabel"));

        Assert.StartsWith("Column 'PredictedLabel' must be of type Single; got Boolean.", error.Message, StringComparison.Ordinal);
    }

    private AnomalyMetrics Evaluate<T>(T normal, T anomaly) => _context.AnomalyDetection.EvaluateDetection(Rows(normal, anomaly), options: WithoutIntervals);

    private AnomalyMetrics EvaluateKeys<T>(T normal, T anomaly)
    {
        var rows = Rows(normal, anomaly);
        var keys = _context.Transforms.Conversion.MapValueToKey("Label").Fit(rows).Transform(rows);
        return _context.AnomalyDetection.EvaluateDetection(keys, options: WithoutIntervals);
    }

    private IDataView Rows<T>(T normal, T anomaly) => _context.Data.LoadFromEnumerable<Row<T>>(
    [
        new() { Label = normal, Score = 1 },
        new() { Label = anomaly, Score = 2, PredictedLabel = true },
        new() { Label = normal, Score = 3, PredictedLabel = true },
        new() { Label = anomaly, Score = 4, PredictedLabel = true },
    ]);
}
