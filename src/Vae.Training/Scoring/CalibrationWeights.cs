using Vae.Training.Learning;

namespace Vae.Training.Scoring;

/// <summary>
/// What rows count for in the calibration. Rows that stand for themselves count 1. A group counts 1 in all, each of its rows the same share (Lee,
/// Barber and Willett 2023, arXiv:2306.06342): p-values then hold for a row of a new group, whatever the rows of a group have in common.
/// </summary>
internal static class CalibrationWeights
{
    /// <summary>The weight of each training row; 0 for one that does not calibrate [rows].</summary>
    /// <param name="inside">The rows of each fold that calibrate [members] of [rows].</param>
    /// <param name="folds">Which rows belong together.</param>
    public static double[] Of(IReadOnlyList<long[]> inside, Folds folds)
    {
        var weights = new double[folds.OfRow.Length];
        var sizes = inside.SelectMany(own => own).CountBy(row => folds.Groups?[row] ?? (int)row).ToDictionary();
        foreach (var row in inside.SelectMany(own => own))
        {
            weights[row] = 1.0 / sizes[folds.Groups?[row] ?? (int)row];
        }

        return weights;
    }

    /// <summary>
    /// What the row to come counts for in the calibration of a fold: 1 where rows stand for themselves. Of groups it counts as one of the rows that
    /// tell something new, shared by the folds, as cross-conformal p-values have it (Vovk 2015): a whole group where the rows of a group score alike,
    /// and one row where they do not (design effect, Kish 1965).
    /// </summary>
    /// <param name="inside">The rows of each fold that calibrate [members] of [rows].</param>
    /// <param name="scores">The held-out score of each row [rows].</param>
    /// <param name="folds">Which rows belong together.</param>
    public static double OfNewRow(IReadOnlyList<long[]> inside, double[] scores, Folds folds)
    {
        if (folds.Groups is not { } groups)
        {
            return 1;
        }

        var count = inside.Sum(own => own.Select(row => groups[row]).Distinct().Count());
        var size = inside.Sum(own => own.Length) / (double)count;
        return (1 + ((size - 1) * Likeness(inside, scores, groups))) / (size * folds.HeldOut.Length);
    }

    /// <summary>
    /// How alike rows of a group score, 0 to 1: the intraclass correlation, by a one-way analysis of variance inside the folds; 1 where groups are
    /// single rows.
    /// </summary>
    public static double Likeness(IReadOnlyList<long[]> inside, double[] scores, int[] groups)
    {
        var (between, within, count, rows, common) = (0.0, 0.0, 0, 0, 0.0);
        foreach (var own in inside)
        {
            var mean = own.Average(row => scores[row]);
            double[][] byGroup = [.. own.GroupBy(row => groups[row], row => scores[row]).Select(group => group.ToArray())];
            between += byGroup.Sum(group => group.Length * Math.Pow(group.Average() - mean, 2));
            within += byGroup.Sum(group => group.Sum(score => Math.Pow(score - group.Average(), 2)));
            common += byGroup.Sum(group => (double)group.Length * group.Length) / own.Length;
            (count, rows) = (count + byGroup.Length, rows + own.Length);
        }

        if (rows == count || count == inside.Count || within == 0)
        {
            return 1;
        }

        var (meanBetween, meanWithin) = (between / (count - inside.Count), within / (rows - count));
        var size = (rows - common) / (count - inside.Count);
        return Math.Clamp((meanBetween - meanWithin) / (meanBetween + ((size - 1) * meanWithin)), 0, 1);
    }
}
