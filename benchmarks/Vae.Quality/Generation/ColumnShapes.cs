namespace Vae.Quality.Generation;

/// <summary>
/// How alike the columns of two tables are, one by one: 1 − the Kolmogorov-Smirnov distance, as SDMetrics' KSComplement. Missing values do not count.
/// </summary>
internal static class ColumnShapes
{
    /// <summary>The mean over the columns, 0 to 1.</summary>
    public static double Of(float[] real, float[] made, int width) =>
        Enumerable.Range(0, width).Average(column => 1 - Distance(Sorted(real, width, column), Sorted(made, width, column)));

    /// <summary>The largest difference between two empirical distribution functions, both samples rising.</summary>
    internal static double Distance(float[] one, float[] other)
    {
        if (one.Length == 0 || other.Length == 0)
        {
            return one.Length == other.Length ? 0 : 1;
        }

        var (i, j, largest) = (0, 0, 0.0);
        while (i < one.Length && j < other.Length)
        {
            var value = Math.Min(one[i], other[j]);
            for (; i < one.Length && one[i] <= value; i++)
            {
            }

            for (; j < other.Length && other[j] <= value; j++)
            {
            }

            largest = Math.Max(largest, Math.Abs((i / (double)one.Length) - (j / (double)other.Length)));
        }

        return largest;
    }

    private static float[] Sorted(float[] table, int width, int column)
    {
        float[] values = [.. Enumerable.Range(0, table.Length / width).Select(row => table[(row * width) + column]).Where(value => !float.IsNaN(value))];
        Array.Sort(values);
        return values;
    }
}
