using Vae.Data.Report;
using Vae.MLNet;

namespace Vae.Data.Tests.Report;

public sealed class CurvesTests
{
    [Fact]
    public void A_small_sample_has_the_curve_that_can_be_drawn_by_hand()
    {
        // From the top: anomaly, normal, anomaly, normal.
        var curves = Curves.Of([4, 3, 2, 1], [true, false, true, false])!;
        Assert.Equal((0.5, 0.5, 1.0, 1.0), (Recall(0), Recall(0.49), Recall(0.5), Recall(1)));
        Assert.Equal((1.0, 1.0, 2.0 / 3, 2.0 / 3), (Precision(0.01), Precision(0.5), Precision(0.51), Precision(1)));

        double Recall(double rate) => curves.Roc.Single(point => Math.Abs(point.X - rate) < 1e-9).Y;
        double Precision(double recall) => curves.PrecisionRecall.Single(point => Math.Abs(point.X - recall) < 1e-9).Y;
    }

    [Fact]
    public void The_area_under_the_curve_is_the_metric_and_the_band_holds_the_curve()
    {
        var random = new Random(3);
        bool[] anomalies = [.. Enumerable.Range(0, 2000).Select(row => row % 5 == 0)];
        float[] scores = [.. anomalies.Select(isAnomaly => (float)(random.NextDouble() + (isAnomaly ? 0.4 : 0)))];
        var curves = Curves.Of(scores, anomalies)!;
        var area = curves.Roc.Zip(curves.Roc.Skip(1), (left, right) => (right.X - left.X) * (left.Y + right.Y) / 2).Sum();
        Assert.Equal(AnomalyMetrics.Compute(scores, anomalies, new() { BootstrapResamples = 0 }).AreaUnderRocCurve!.Value, area, 0.01);
        Assert.All(curves.Roc, point => Assert.InRange(point.Y, point.Low - 1e-9, point.High + 1e-9));
        Assert.Contains(curves.Roc, point => point.High - point.Low > 0.02);
    }

    [Fact]
    public void Rows_of_one_kind_have_no_curve()
    {
        Assert.Null(Curves.Of([1, 2], [true, true]));
        Assert.Null(Curves.Of([1, 2], [false, false]));
    }

    [Fact]
    public void The_map_shows_the_plane_in_which_positions_differ_most()
    {
        // Along (3, 4) / 5 by ±10, across it by ±1, and not at all elsewhere.
        float[] latent = [6.8f, 7.4f, 2, 5.2f, 8.6f, 2, -5.2f, -8.6f, 2, -6.8f, -7.4f, 2];
        var map = PlanarMap.Of(latent, 3);
        Assert.All(map, point => Assert.Equal((10.0, 1.0), (Math.Round(Math.Abs(point.X), 3), Math.Round(Math.Abs(point.Y), 3))));
        Assert.Equal(4, map.Select(point => (Math.Sign(point.X), Math.Sign(point.Y))).Distinct().Count());
    }
}
