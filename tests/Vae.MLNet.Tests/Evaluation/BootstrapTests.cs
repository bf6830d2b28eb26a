namespace Vae.MLNet.Tests.Evaluation;

public sealed class BootstrapTests
{
    private static readonly float[] Scores = [.. Enumerable.Range(0, 200).Select(row => (float)((row * 37) % 101))];
    private static readonly bool[] Labels = [.. Scores.Select((score, row) => score > 60 && row % 3 != 0)];

    [Fact]
    public void Intervals_hold_the_metric_and_are_narrower_with_less_confidence()
    {
        var wide = AnomalyMetrics.Compute(Scores, Labels, new() { Threshold = 70 });
        var narrow = AnomalyMetrics.Compute(Scores, Labels, new() { Threshold = 70, Confidence = 0.5 });

        foreach (var metric in (Func<AnomalyMetricIntervals, MetricInterval?>[])
            [of => of.AreaUnderRocCurve, of => of.AveragePrecision, of => of.Precision, of => of.Recall, of => of.F1Score, of => of.FalseAlarmRate])
        {
            var (outer, inner) = (metric(wide.Intervals!)!, metric(narrow.Intervals!)!);
            Assert.True(outer.Lower < inner.Lower && inner.Upper < outer.Upper);
        }

        Assert.InRange(wide.Recall!.Value, wide.Intervals!.Recall!.Lower, wide.Intervals.Recall.Upper);
        Assert.InRange(wide.AreaUnderRocCurve!.Value, wide.Intervals.AreaUnderRocCurve!.Lower, wide.Intervals.AreaUnderRocCurve.Upper);
    }

    [Fact]
    public void The_same_seed_gives_the_same_intervals_and_another_seed_does_not()
    {
        var first = AnomalyMetrics.Compute(Scores, Labels, new() { BootstrapResamples = 100 });

        Assert.Equal(first, AnomalyMetrics.Compute(Scores, Labels, new() { BootstrapResamples = 100 }));
        Assert.NotEqual(first, AnomalyMetrics.Compute(Scores, Labels, new() { BootstrapResamples = 100, Seed = 1 }));
    }

    [Fact]
    public void The_interval_of_a_recall_is_that_of_a_binomial_share()
    {
        bool[] labels = [.. Enumerable.Repeat(true, 400)];
        bool[] flagged = [.. labels.Select((_, row) => row % 2 == 0)];

        var recall = AnomalyMetrics.Compute(new float[400], labels, flagged).Intervals!.Recall!;

        Assert.InRange(recall.Lower, 0.45 - 0.01, 0.45 + 0.01);   // 0.5 ± 1.96 · √(0.25 / 400)
        Assert.InRange(recall.Upper, 0.55 - 0.01, 0.55 + 0.01);
    }
}
