namespace Vae.Quality.Statistics;

/// <summary>The largest distance between the distribution of p-values and the uniform one (Kolmogorov and Smirnov).</summary>
internal static class UniformDeviation
{
    public static double Of(IEnumerable<float> pValues)
    {
        float[] sorted = [.. pValues.Order()];
        return sorted.Select((p, rank) => Math.Max(((rank + 1.0) / sorted.Length) - p, p - ((double)rank / sorted.Length))).DefaultIfEmpty(double.NaN).Max();
    }

    /// <summary>The deviation that chance exceeds once in a hundred, when <paramref name="calibrationRows"/> scores judge <paramref name="rows"/> fresh ones.</summary>
    public static double OncePerHundred(int rows, int calibrationRows) => 1.628 * Math.Sqrt((1.0 / rows) + (1.0 / calibrationRows));
}
