using Vae.MLNet;

namespace Vae.Quality.Monitoring;

/// <summary>Draws batches of fresh normal rows and anomalies, selects, and looks up the labels.</summary>
internal static class FdrRun
{
    private const int Draws = 100;

    /// <summary>A batch holds a tenth anomalies, as in the experiments of Bates and others, and at most half of what there is of either, so that
    /// draws differ.</summary>
    private const int NormalsPerAnomaly = 9;

    private const int MostAnomalies = 100, TailRanks = 5;

    public static IEnumerable<FdrResult> Results(TrainedSet set)
    {
        var pValues = set.Model.Score(set.Test.Features).PValue;
        var (normal, anomalous) = (set.TestRows(anomalies: false), set.TestRows(anomalies: true));
        var anomalies = Math.Min(MostAnomalies, Math.Min(anomalous.Length / 2, normal.Length / 2 / NormalsPerAnomaly));
        if (anomalies == 0)
        {
            yield break;
        }

        var tail = (float)(TailRanks * set.Model.Info.SmallestPValue);
        var tailRows = normal.Count(row => pValues[row] <= tail);
        foreach (var fdr in (double[])[0.1, 0.2])
        {
            var random = new Random(0);
            var (realised, power, empty, fewest) = (0.0, 0.0, 0, 0);
            for (var draw = 0; draw < Draws; draw++)
            {
                random.Shuffle(normal);
                random.Shuffle(anomalous);
                int[] batch = [.. normal.Take(anomalies * NormalsPerAnomaly), .. anomalous.Take(anomalies)];
                var selection = AnomalySelection.Select([.. batch.Select(row => pValues[row])], fdr, set.Model.Info.CalibrationRows);
                var hits = selection.Rows.Count(place => set.Test.Labels[batch[place]]);
                realised += (double)(selection.Rows.Count - hits) / Math.Max(1, selection.Rows.Count) / Draws;
                power += (double)hits / anomalies / Draws;
                empty += selection.Rows.Count == 0 ? 1 : 0;
                fewest = selection.FewestSelectable;
            }

            yield return new FdrResult(
                set.Name, set.Model.Info.CalibrationRows, fdr, anomalies * (NormalsPerAnomaly + 1), anomalies, fewest, realised, power, empty,
                tailRows, TailRanks * set.Model.Info.SmallestPValue * normal.Length);
        }
    }
}
