namespace Vae.MLNet.Generation;

/// <summary>Standard normal deviates of a seed: each of two uniform ones (Box and Muller 1958).</summary>
internal static class NormalNumbers
{
    /// <remarks>1 − u keeps the logarithm finite.</remarks>
    public static float NextNormal(this Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    public static void FillNormal(this Random random, Span<float> numbers)
    {
        foreach (ref var number in numbers)
        {
            number = random.NextNormal();
        }
    }
}
