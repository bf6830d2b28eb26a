namespace Vae.Quality.Field;

/// <summary>Numbers drawn from a standard normal distribution (Box and Muller).</summary>
internal static class RandomNormal
{
    public static double Next(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
