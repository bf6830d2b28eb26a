namespace Vae.Benchmarks.Measuring;

/// <summary>The median of some values, and the quartiles around it.</summary>
internal readonly record struct Spread(double Median, double Low, double High)
{
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        return new(At(0.5), At(0.25), At(0.75));

        // Between two values, the weighted mean of both.
        double At(double share)
        {
            var place = share * (sorted.Length - 1);
            var (below, above) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
            return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
        }
    }
}
