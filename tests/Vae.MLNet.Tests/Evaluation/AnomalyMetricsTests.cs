namespace Vae.MLNet.Tests.Evaluation;

public sealed class AnomalyMetricsTests
{
    private static readonly AnomalyEvaluationOptions WithoutIntervals = new() { BootstrapResamples = 0 };

    [Fact]
    public void Metrics_of_four_rows_are_those_computed_by_hand()
    {
        var metrics = AnomalyMetrics.Compute([4, 3, 2, 1], [true, false, true, false], [true, true, false, false], WithoutIntervals);

        Assert.Equal((4, 2), (metrics.Rows, metrics.Anomalies));
        Assert.Equal(0.75, metrics.AreaUnderRocCurve);                  // three of four pairs are in order
        Assert.Equal((1 + (2.0 / 3)) / 2, metrics.AveragePrecision!.Value, 15);
        Assert.Equal(0.5, metrics.Precision);
        Assert.Equal(0.5, metrics.Recall);
        Assert.Equal(0.5, metrics.F1Score);
        Assert.Equal(0.5, metrics.FalseAlarmRate);
        Assert.Equal(0.5, metrics.RecallAtFalseAlarmRate);              // only the top row comes before the first false alarm
        Assert.Null(metrics.Threshold);
        Assert.Null(metrics.Intervals);
    }

    /// <summary>scikit-learn 1.2.1: roc_auc_score, average_precision_score, precision, recall and F1 at score ≥ 1, and the best F1 over all thresholds.</summary>
    [Fact]
    public void Metrics_with_ties_are_those_of_scikit_learn()
    {
        float[] scores =
        [
            -0.5f, -0.2f, 1.7f, 1.4f, -0.9f, -0.4f, 0.6f, -0.5f, 0.6f, -0.7f, 2.0f, -0.1f, -1.1f, 1.7f, -0.2f,
            -1.2f, 0.8f, -0.4f, 0.6f, 0.0f, -0.4f, -0.2f, 0.7f, 1.8f, 0.8f, 0.8f, 2.2f, 0.4f, 0.6f, -1.3f,
        ];
        int[] classes = [0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0];
        bool[] labels = [.. classes.Select(label => label == 1)];

        var metrics = AnomalyMetrics.Compute(scores, labels, WithoutIntervals with { Threshold = 1, FalseAlarmRate = 0.2 });

        Assert.Equal(0.7962962962962963, metrics.AreaUnderRocCurve!.Value, 14);
        Assert.Equal(0.7683471359558317, metrics.AveragePrecision!.Value, 14);
        Assert.Equal(0.8333333333333334, metrics.Precision!.Value, 14);
        Assert.Equal(0.4166666666666667, metrics.Recall!.Value, 14);
        Assert.Equal(0.5555555555555556, metrics.F1Score!.Value, 14);
        Assert.Equal(0.05555555555555555, metrics.FalseAlarmRate!.Value, 14);
        Assert.Equal(0.5, metrics.RecallAtFalseAlarmRate);

        var best = AnomalyMetrics.Compute(scores, labels, WithoutIntervals with { ThresholdFromLabels = true });
        Assert.Equal(0.4f, best.Threshold);
        Assert.Equal(0.7407407407407408, best.F1Score!.Value, 14);
    }

    [Fact]
    public void Equal_scores_say_nothing()
    {
        var metrics = AnomalyMetrics.Compute([7, 7, 7, 7], [true, false, false, false], WithoutIntervals);

        Assert.Equal(0.5, metrics.AreaUnderRocCurve);
        Assert.Equal(0.25, metrics.AveragePrecision);
        Assert.Equal(0, metrics.RecallAtFalseAlarmRate);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_class_leaves_metrics_undefined_and_throws_nothing(bool anomaly)
    {
        var metrics = AnomalyMetrics.Compute([1, 2, 3], [anomaly, anomaly, anomaly], [true, false, false]);

        Assert.Null(metrics.AreaUnderRocCurve);
        Assert.Null(metrics.AveragePrecision);
        Assert.Null(metrics.RecallAtFalseAlarmRate);
        Assert.Equal(anomaly ? 1.0 / 3 : null, metrics.Recall);
        Assert.Equal(anomaly ? 0.5 : null, metrics.F1Score);
        Assert.Equal(anomaly ? null : 1.0 / 3, metrics.FalseAlarmRate);
        Assert.Null(metrics.Intervals!.AreaUnderRocCurve);
    }

    [Fact]
    public void No_rows_give_no_metrics_and_throw_nothing()
    {
        var metrics = AnomalyMetrics.Compute([], [], new() { ThresholdFromLabels = true });

        Assert.Equal(0, metrics.Rows);
        Assert.Null(metrics.AreaUnderRocCurve);
        Assert.Null(metrics.Threshold);
        Assert.Null(metrics.Precision);
    }

    [Fact]
    public void Nothing_flagged_leaves_precision_undefined_and_the_rest_zero()
    {
        var metrics = AnomalyMetrics.Compute([1, 2], [false, true], new() { Threshold = 9 });

        Assert.Null(metrics.Precision);
        Assert.Equal(0, metrics.Recall);
        Assert.Equal(0, metrics.F1Score);
        Assert.Equal(9, metrics.Threshold);
        Assert.Null(metrics.Intervals!.Precision);
    }

    [Fact]
    public void A_score_that_is_not_a_number_counts_as_the_most_anomalous()
    {
        var metrics = AnomalyMetrics.Compute([float.NaN, 5, 1], [true, false, false], new() { Threshold = 6 });

        Assert.Equal(1, metrics.AreaUnderRocCurve);
        Assert.Equal(1, metrics.Recall);
        Assert.Equal(0, metrics.FalseAlarmRate);
    }

    [Fact]
    public void A_threshold_overrules_the_predicted_labels()
    {
        var metrics = AnomalyMetrics.Compute([1, 2, 3], [false, false, true], [true, true, true], new() { Threshold = 3 });

        Assert.Equal(1, metrics.Precision);
        Assert.Equal(0, metrics.FalseAlarmRate);
    }

    [Fact]
    public void Recall_at_a_rate_counts_the_rate_itself_as_allowed()
    {
        float[] scores = [.. Enumerable.Range(0, 101).Select(row => (float)row)];   // the anomaly stands below exactly five of a hundred normal rows
        bool[] labels = [.. Enumerable.Range(0, 101).Select(row => row == 95)];

        Assert.Equal(1, AnomalyMetrics.Compute(scores, labels, new() { FalseAlarmRate = 0.05 }).RecallAtFalseAlarmRate);
        Assert.Equal(0, AnomalyMetrics.Compute(scores, labels, new() { FalseAlarmRate = 0.049 }).RecallAtFalseAlarmRate);
    }

    [Fact]
    public void Metrics_do_not_depend_on_the_order_of_rows_nor_on_a_rising_map_of_scores()
    {
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            var rows = random.Next(2, 60);
            float[] scores = [.. Enumerable.Range(0, rows).Select(_ => (float)random.Next(8))];
            bool[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(3) == 0)];
            int[] order = [.. Enumerable.Range(0, rows)];
            random.Shuffle(order);

            var metrics = AnomalyMetrics.Compute(scores, labels, WithoutIntervals);
            var shuffled = AnomalyMetrics.Compute([.. order.Select(row => MathF.Exp(scores[row]))], [.. order.Select(row => labels[row])], WithoutIntervals);

            Assert.Equal(metrics, shuffled);
        }
    }

    [Fact]
    public void The_area_is_the_share_of_ordered_pairs()
    {
        var random = new Random(2);
        for (var round = 0; round < 50; round++)
        {
            float[] anomalies = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (float)random.Next(10))];
            float[] normals = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (float)random.Next(8))];
            bool[] labels = [.. anomalies.Select(_ => true), .. normals.Select(_ => false)];

            var pairs = anomalies.SelectMany(_ => normals, (high, low) => high > low ? 1 : high == low ? 0.5 : 0).Average();

            Assert.Equal(pairs, AnomalyMetrics.Compute([.. anomalies, .. normals], labels, WithoutIntervals).AreaUnderRocCurve!.Value, 12);
        }
    }

    [Fact]
    public void Labels_of_another_length_are_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => AnomalyMetrics.Compute([1, 2], [true]));

        Assert.Equal("labels", error.ParamName);
        Assert.StartsWith("Argument 'labels' must have one entry per score, 2; got 1.", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<AnomalyEvaluationOptions, string> InvalidOptions => new()
    {
        { new() { FalseAlarmRate = 0 }, "Option 'FalseAlarmRate' must lie between 0 and 1, both excluded; got 0." },
        { new() { Confidence = 1 }, "Option 'Confidence' must lie between 0 and 1, both excluded; got 1." },
        { new() { BootstrapResamples = -1 }, "Option 'BootstrapResamples' must be 0 or more; got -1." },
        { new() { Threshold = double.NaN }, "Option 'Threshold' must be a number; got NaN." },
        { new() { Threshold = 2, ThresholdFromLabels = true }, "Option 'Threshold' must be null when ThresholdFromLabels is set; got 2." },
    };

    [Theory]
    [MemberData(nameof(InvalidOptions))]
    public void Options_out_of_range_are_refused_by_name(AnomalyEvaluationOptions options, string message)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => AnomalyMetrics.Compute([1], [true], options));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
