namespace Vae.MLNet.Evaluation;

/// <summary>The threshold from labels.</summary>
internal static class BestF1Threshold
{
    /// <summary>The score at which flagging it and everything above has the best F1, the highest of equals; null without anomalies.</summary>
    public static double? Find(ScoreRanking ranking, ReadOnlySpan<bool> labels)
    {
        var rows = new int[ranking.Groups];
        var anomalies = new int[ranking.Groups];
        for (var row = 0; row < labels.Length; row++)
        {
            rows[ranking.GroupOfRow[row]]++;
            anomalies[ranking.GroupOfRow[row]] += labels[row] ? 1 : 0;
        }

        long flagged = 0, caught = 0, all = anomalies.Sum();
        double best = 0;
        double? threshold = null;
        for (var group = 0; group < ranking.Groups; group++)
        {
            flagged += rows[group];
            caught += anomalies[group];
            var f1 = 2.0 * caught / (all + flagged);
            if (f1 > best)
            {
                (best, threshold) = (f1, ranking.GroupScores[group]);
            }
        }

        return threshold;
    }
}
