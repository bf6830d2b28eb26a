namespace Vae.Quality.Generation;

/// <summary>
/// How alike the dependences between columns are: 1 − half the difference of Pearson's correlations, as SDMetrics' CorrelationSimilarity; the mean over
/// all pairs of columns that vary in both tables.
/// </summary>
internal static class PairTrends
{
    /// <summary>Columns that are compared, at most: the first of the table.</summary>
    private const int MostColumns = 400;

    public static double Of(float[] real, float[] made, int width)
    {
        var (one, other) = (Standardised(real, width), Standardised(made, width));
        int[] columns = [.. Enumerable.Range(0, width).Where(column => one[column] is not null && other[column] is not null).Take(MostColumns)];
        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < columns.Length; i++)
        {
            for (var j = i + 1; j < columns.Length; j++)
            {
                sum += 1 - (Math.Abs(Product(one, columns[i], columns[j]) - Product(other, columns[i], columns[j])) / 2);
                pairs++;
            }
        }

        return pairs == 0 ? 1 : sum / pairs;

        static double Product(double[]?[] table, int i, int j) => table[i]!.Zip(table[j]!, (a, b) => a * b).Sum();
    }

    /// <summary>Each column at mean 0 and length 1, missing values at 0; null where it does not vary.</summary>
    private static double[]?[] Standardised(float[] table, int width)
    {
        var rows = table.Length / width;
        return [.. Enumerable.Range(0, width).Select(column =>
        {
            double[] values = [.. Enumerable.Range(0, rows).Select(row => (double)table[(row * width) + column])];
            var known = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
            var mean = known.Average();
            values = [.. values.Select(value => double.IsFinite(value) ? value - mean : 0)];
            var length = Math.Sqrt(values.Sum(value => value * value));
            return length > 1e-9 * Math.Max(1, Math.Abs(mean)) ? values.Select(value => value / length).ToArray() : null;
        })];
    }
}
