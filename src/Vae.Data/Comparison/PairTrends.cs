namespace Vae.Data.Comparison;

/// <summary>
/// How alike the dependences between columns are, as SDMetrics has it: of two number columns 1 − half the difference of Pearson's correlations
/// (CorrelationSimilarity); where one holds texts 1 − the total variation distance of the table that both make (ContingencySimilarity), numbers in
/// ten bins of equal width. The mean over all pairs of columns that vary in both tables.
/// </summary>
internal static class PairTrends
{
    /// <summary>Columns that are compared, at most: the first of the table.</summary>
    private const int MostColumns = 400;

    public static double Of(ColumnValues[] real, ColumnValues[] made)
    {
        int[] columns = [.. Enumerable.Range(0, real.Length).Where(column => Varies(real[column]) && Varies(made[column])).Take(MostColumns)];
        var numbers = columns.Select(column => (Standardised(real[column]), Standardised(made[column]))).ToArray();
        var places = columns.Select(column =>
            (Own: real[column].Places(real[column], out var kinds), Made: made[column].Places(real[column], out _), kinds)).ToArray();
        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < columns.Length; i++)
        {
            for (var j = i + 1; j < columns.Length; j++)
            {
                sum += real[columns[i]].Codes is null && real[columns[j]].Codes is null
                    ? 1 - (Math.Abs(Product(numbers[i].Item1, numbers[j].Item1) - Product(numbers[i].Item2, numbers[j].Item2)) / 2)
                    : Contingency.Alike(places[i].Own, places[j].Own, places[i].Made, places[j].Made, places[i].kinds, places[j].kinds);
                pairs++;
            }
        }

        return pairs == 0 ? 1 : sum / pairs;

        static double Product(double[] i, double[] j) => i.Zip(j, (a, b) => a * b).Sum();
    }

    private static bool Varies(ColumnValues column) =>
        column.Codes is { } codes ? codes.Distinct().Skip(1).Any() : Array.Exists(Standardised(column), value => value != 0);

    /// <summary>A column at mean 0 and length 1, missing values at 0; zeros where it does not vary, and of texts.</summary>
    private static double[] Standardised(ColumnValues column)
    {
        if (column.Numbers is not { } numbers)
        {
            return [];
        }

        var mean = numbers.Where(float.IsFinite).DefaultIfEmpty(0).Average(value => (double)value);
        double[] centred = [.. numbers.Select(value => float.IsFinite(value) ? value - mean : 0)];
        var length = Math.Sqrt(centred.Sum(value => value * value));
        return length > 1e-9 * Math.Max(1, Math.Abs(mean)) ? [.. centred.Select(value => value / length)] : new double[centred.Length];
    }
}
