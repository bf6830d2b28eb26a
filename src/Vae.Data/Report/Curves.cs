namespace Vae.Data.Report;

/// <summary>
/// ROC and precision-recall curves with their bands: at each place the middle 95 % of curves of resampled rows, anomalies and normal rows each among
/// themselves.
/// </summary>
/// <param name="Roc">Recall at false-alarm rates from 0 to 1: the curve and its band.</param>
/// <param name="PrecisionRecall">Precision at recalls from 0 to 1: the curve and its band.</param>
internal sealed record Curves(
    IReadOnlyList<(double X, double Y, double Low, double High)> Roc, IReadOnlyList<(double X, double Y, double Low, double High)> PrecisionRecall)
{
    private const int Steps = 100, MostResamples = 200, FewestResamples = 20;

    /// <summary>Rows drawn in all: some seconds of work. The bands of so many rows are narrow anyway.</summary>
    private const int MostDrawn = 20_000_000;
    private const double Outside = 0.025;

    /// <summary>How often so many rows are drawn again: 200 times, less often where they are very many.</summary>
    public static int Resamples(int rows) => Math.Clamp(MostDrawn / Math.Max(rows, 1), FewestResamples, MostResamples);

    /// <summary>The curves of scores and labels; null without rows of both kinds.</summary>
    public static Curves? Of(IReadOnlyList<float> scores, IReadOnlyList<bool> anomalies)
    {
        // A row that cannot be judged counts as the most anomalous.
        var ranked = scores.Select((score, row) => (Score: float.IsNaN(score) ? float.PositiveInfinity : score, IsAnomaly: anomalies[row])).ToArray();
        float[] odd = Falling(ranked, isAnomaly: true), normal = Falling(ranked, isAnomaly: false);
        if (odd.Length == 0 || normal.Length == 0)
        {
            return null;
        }

        var (roc, precision) = At(odd, normal);
        var random = new Random(0);
        var others = Enumerable.Range(0, Resamples(scores.Count)).Select(_ => At(Drawn(odd, random), Drawn(normal, random))).ToArray();
        return new(
            [.. roc.Select((y, step) => Banded(step, y, others.Select(other => other.Recalls[step])))],
            [.. precision.Select((y, step) => Banded(step, y, others.Select(other => other.Precisions[step])))]);
    }

    /// <summary>Recalls at false-alarm rates, and precisions at recalls, in equal steps from 0 to 1.</summary>
    private static (double[] Recalls, double[] Precisions) At(float[] odd, float[] normal)
    {
        var (recalls, precisions) = (new double[Steps + 1], new double[Steps + 1]);
        for (var step = 0; step <= Steps; step++)
        {
            var mostFalse = (int)Math.Floor((step * (double)normal.Length / Steps) + 1e-9);
            // Anomalies above the first normal row that is one too many.
            recalls[step] = mostFalse == normal.Length ? 1 : (double)Above(odd, normal[mostFalse], orEqual: false) / odd.Length;
            var needed = Math.Max((int)Math.Ceiling((step * (double)odd.Length / Steps) - 1e-9), 1);
            var threshold = odd[needed - 1];
            var (found, wrong) = (Above(odd, threshold, orEqual: true), Above(normal, threshold, orEqual: true));
            precisions[step] = (double)found / (found + wrong);
        }

        return (recalls, precisions);
    }

    /// <summary>How many of falling scores are above one.</summary>
    private static int Above(float[] falling, float score, bool orEqual)
    {
        var (low, high) = (0, falling.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = falling[middle] > score || (orEqual && falling[middle] == score) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static (double X, double Y, double Low, double High) Banded(int step, double y, IEnumerable<double> others)
    {
        double[] sorted = [.. others.Order()];
        return ((double)step / Steps, y, sorted[(int)(Outside * (sorted.Length - 1))],
            sorted[(int)Math.Ceiling((1 - Outside) * (sorted.Length - 1))]);
    }

    private static float[] Falling(IEnumerable<(float Score, bool IsAnomaly)> rows, bool isAnomaly) =>
        [.. rows.Where(row => row.IsAnomaly == isAnomaly).Select(row => row.Score).OrderDescending()];

    private static float[] Drawn(float[] scores, Random random)
    {
        var drawn = new float[scores.Length];
        for (var place = 0; place < drawn.Length; place++)
        {
            drawn[place] = scores[random.Next(scores.Length)];
        }

        Array.Sort(drawn, (one, other) => other.CompareTo(one));
        return drawn;
    }
}
