namespace Vae.Training.Scoring;

/// <summary>
/// What the larger of two surprisals is worth. Each of the two keeps its promise, but the larger is reached by rows of either kind: 10^−t of normal
/// rows by the first, and those that only the second lifts so far. Held-out rows say how many these are.
/// </summary>
internal sealed class JointSurprisal
{
    private readonly double[] _first;
    private readonly double[] _second;
    private readonly double[] _least;
    private readonly int _rows;

    private JointSurprisal(double[] first, double[] second, int rows)
    {
        (_first, _second, _rows) = (first, second, rows);
        _least = new double[first.Length + 1];
        _least[^1] = double.PositiveInfinity;
        for (var i = first.Length - 1; i >= 0; i--)
        {
            _least[i] = Math.Min(_least[i + 1], Shared(first[i], CountBelow(first, Math.BitIncrement(first[i])) - CountBelow(second, first[i])));
        }
    }

    /// <summary>Measures held-out rows by both surprisals [rows]. Only rows whose second is the larger matter.</summary>
    public static JointSurprisal Fit(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        int[] lifted = [.. Enumerable.Range(0, first.Count).Where(row => second[row] > first[row])];
        return new([.. lifted.Select(row => first[row]).Order()], [.. lifted.Select(row => second[row]).Order()], first.Count);
    }

    /// <summary>
    /// −log10 of the share of normal rows that either surprisal lifts to <paramref name="surprisal"/>, made to rise with it on the cautious side.
    /// </summary>
    public double At(double surprisal)
    {
        var begun = CountBelow(_first, surprisal);
        var lifted = begun - CountBelow(_second, surprisal);
        return Math.Min(Shared(surprisal, lifted), _least[begun]);
    }

    private double Shared(double surprisal, int lifted) =>
        lifted <= 0 ? surprisal : -Math.Log10(Math.Min(1, Math.Pow(10, -surprisal) + (lifted / (_rows + 1.0))));

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
