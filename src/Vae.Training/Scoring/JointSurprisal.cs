namespace Vae.Training.Scoring;

/// <summary>
/// What the larger of two surprisals is worth. Each of the two keeps its promise, but the larger is reached by rows of either kind: 10^−t of normal
/// rows by the first, and those that only the second lifts so far. Held-out rows say how many these are.
/// </summary>
internal sealed class JointSurprisal
{
    private readonly double[] _first;
    private readonly double[] _second;
    private readonly double[] _firstWeights;
    private readonly double[] _secondWeights;
    private readonly double[] _least;
    private readonly double _all;

    /// <param name="first">The first surprisals of lifted rows, rising.</param>
    /// <param name="second">Their second surprisals, rising.</param>
    /// <param name="all">What all held-out rows count for.</param>
    private JointSurprisal(WeightedScore[] first, WeightedScore[] second, double all)
    {
        (_first, _firstWeights) = ([.. first.Select(score => score.Value)], Cumulated(first));
        (_second, _secondWeights, _all) = ([.. second.Select(score => score.Value)], Cumulated(second), all);
        _least = new double[first.Length + 1];
        _least[^1] = double.PositiveInfinity;
        for (var i = first.Length - 1; i >= 0; i--)
        {
            var begun = _firstWeights[CountBelow(_first, Math.BitIncrement(_first[i]))];
            _least[i] = Math.Min(_least[i + 1], Shared(_first[i], begun - _secondWeights[CountBelow(_second, _first[i])]));
        }
    }

    /// <summary>
    /// Measures held-out rows by both surprisals [rows], the first with what the row counts for. Only rows whose second is the larger matter.
    /// </summary>
    public static JointSurprisal Fit(IReadOnlyList<WeightedScore> first, IReadOnlyList<double> second)
    {
        int[] lifted = [.. Enumerable.Range(0, first.Count).Where(row => second[row] > first[row].Value)];
        return new(
            [.. lifted.Select(row => first[row]).OrderBy(score => score.Value)],
            [.. lifted.Select(row => new WeightedScore(second[row], first[row].Weight)).OrderBy(score => score.Value)],
            Math.Round(first.Sum(score => score.Weight)));
    }

    /// <summary>
    /// −log10 of the share of normal rows that either surprisal lifts to <paramref name="surprisal"/>, made to rise with it on the cautious side.
    /// </summary>
    public double At(double surprisal)
    {
        var begun = CountBelow(_first, surprisal);
        var lifted = _firstWeights[begun] - _secondWeights[CountBelow(_second, surprisal)];
        return Math.Min(Shared(surprisal, lifted), _least[begun]);
    }

    private double Shared(double surprisal, double lifted) =>
        lifted <= WeightedScore.Rounding ? surprisal : -Math.Log10(Math.Min(1, Math.Pow(10, -surprisal) + (lifted / (_all + 1))));

    /// <summary>What the first 0, 1, … scores count for.</summary>
    private static double[] Cumulated(WeightedScore[] scores)
    {
        var sums = new double[scores.Length + 1];
        for (var i = 0; i < scores.Length; i++)
        {
            sums[i + 1] = sums[i] + scores[i].Weight;
        }

        return sums;
    }

    /// <summary>How many of ascending values are below one.</summary>
    private static int CountBelow(double[] ascending, double value)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ascending[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
