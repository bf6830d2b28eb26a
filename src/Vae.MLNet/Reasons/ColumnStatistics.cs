namespace Vae.MLNet.Reasons;

/// <summary>What rows hold in one column, and how well the others predict it there.</summary>
/// <param name="Deviation">The standard deviation of a number column; NaN of a column of text or dates.</param>
/// <param name="Predictability">As <see cref="VaeColumnSensitivity.Predictability"/> has it.</param>
internal readonly record struct ColumnStatistics(float Deviation, double Predictability)
{
    /// <summary>Those of a column of numbers; gaps are left out.</summary>
    /// <param name="values">The values [rows].</param>
    /// <param name="expected">What is expected of each given the other columns [rows].</param>
    public static ColumnStatistics OfNumbers(IReadOnlyList<float> values, IReadOnlyList<float> expected)
    {
        int[] known = [.. Enumerable.Range(0, values.Count).Where(row => !float.IsNaN(values[row]))];
        if (known.Length == 0)
        {
            return new(0, double.NaN);
        }

        var mean = known.Average(row => (double)values[row]);
        var variance = known.Average(row => Math.Pow(values[row] - mean, 2));
        var error = known.Average(row => Math.Pow((double)values[row] - expected[row], 2));
        return new((float)Math.Sqrt(variance), variance > 0 ? 1 - (error / variance) : double.NaN);
    }

    /// <summary>Those of a column of dates: the mean over the features of its cycles that vary.</summary>
    public static ColumnStatistics OfDates(IReadOnlyList<ColumnStatistics> features) => new(
        float.NaN,
        features.Where(one => !double.IsNaN(one.Predictability)).Select(one => one.Predictability).DefaultIfEmpty(double.NaN).Average());

    /// <summary>Those of a column of texts; gaps and unseen texts are left out.</summary>
    /// <param name="places">The place of each row's category; −1 where there is none [rows].</param>
    /// <param name="expected">The place of the likeliest category given the other columns [rows].</param>
    public static ColumnStatistics OfTexts(IReadOnlyList<int> places, IReadOnlyList<int> expected)
    {
        int[] known = [.. Enumerable.Range(0, places.Count).Where(row => places[row] >= 0)];
        var commonest = known.GroupBy(row => places[row]).Select(group => group.Count()).DefaultIfEmpty().Max();
        var right = known.Count(row => places[row] == expected[row]);
        return new(float.NaN, commonest < known.Length ? (double)(right - commonest) / (known.Length - commonest) : double.NaN);
    }
}
