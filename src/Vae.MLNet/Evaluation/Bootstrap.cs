namespace Vae.MLNet.Evaluation;

/// <summary>Percentile intervals from resampling the anomalies and the normal rows, each among themselves.</summary>
internal static class Bootstrap
{
    public static AnomalyMetricIntervals Intervals(
        ScoreRanking ranking, ReadOnlySpan<bool> labels, ReadOnlySpan<bool> decisions, AnomalyEvaluationOptions options)
    {
        var hasDecisions = decisions.Length > 0;
        var anomalies = new List<int>();
        var normals = new List<int>();
        for (var row = 0; row < labels.Length; row++)
        {
            (labels[row] ? anomalies : normals).Add(row);
        }

        var random = new Random(options.Seed);
        var tally = new Tally(ranking.Groups, hasDecisions);
        var resamples = new AnomalyMetrics[options.BootstrapResamples];
        for (var resample = 0; resample < resamples.Length; resample++)
        {
            tally.Clear();
            foreach (var stratum in (ReadOnlySpan<List<int>>)[anomalies, normals])
            {
                for (var draw = 0; draw < stratum.Count; draw++)
                {
                    var row = stratum[random.Next(stratum.Count)];
                    tally.Add(ranking.GroupOfRow[row], labels[row], hasDecisions && decisions[row]);
                }
            }

            resamples[resample] = tally.Measure(options.FalseAlarmRate);
        }

        MetricInterval? Interval(Func<AnomalyMetrics, double?> metric) => Percentiles(resamples.Select(metric), options.Confidence);
        return new AnomalyMetricIntervals
        {
            AreaUnderRocCurve = Interval(metrics => metrics.AreaUnderRocCurve),
            AveragePrecision = Interval(metrics => metrics.AveragePrecision),
            Precision = Interval(metrics => metrics.Precision),
            Recall = Interval(metrics => metrics.Recall),
            F1Score = Interval(metrics => metrics.F1Score),
            FalseAlarmRate = Interval(metrics => metrics.FalseAlarmRate),
            RecallAtFalseAlarmRate = Interval(metrics => metrics.RecallAtFalseAlarmRate),
        };
    }

    private static MetricInterval? Percentiles(IEnumerable<double?> values, double confidence)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return sorted.Length == 0 ? null : new MetricInterval(At((1 - confidence) / 2), At((1 + confidence) / 2));

        double At(double share)
        {
            var position = share * (sorted.Length - 1);   // linear between neighbours, as NumPy's default
            var below = (int)position;
            var above = Math.Min(below + 1, sorted.Length - 1);
            return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
        }
    }
}
