namespace Vae.Data.Comparison;

/// <summary>
/// How alike the columns of two tables are, one by one, as SDMetrics has it: of numbers 1 − the Kolmogorov-Smirnov distance (KSComplement), missing
/// values left out; of texts 1 − the total variation distance (TVComplement), missing values as a category of their own.
/// </summary>
internal static class ColumnShapes
{
    /// <summary>The mean over the columns, 0 to 1.</summary>
    public static double Of(ColumnValues[] real, ColumnValues[] made) => real.Zip(made, Alike).Average();

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

    private static double Alike(ColumnValues real, ColumnValues made)
    {
        if (real.Codes is null)
        {
            return 1 - Distance(real.Sorted(), made.Sorted());
        }

        var (one, other) = (real.Places(real, out var kinds), made.Places(real, out _));
        return Contingency.Alike(one, new int[one.Length], other, new int[other.Length], kinds, 1);
    }
}
