using System.Globalization;

namespace Vae.Benchmarks.Ratios;

/// <summary>What a ratio is held to.</summary>
/// <param name="Bound">The limit.</param>
/// <param name="AtLeast">True where the ratio must not be smaller, false where it must not be larger.</param>
internal sealed record Goal(double Bound, bool AtLeast)
{
    public static Goal Least(double bound) => new(bound, true);

    public static Goal Most(double bound) => new(bound, false);

    public bool IsMetBy(double ratio) => AtLeast ? ratio >= Bound : ratio <= Bound;

    public override string ToString() => (AtLeast ? "≥ " : "≤ ") + Bound.ToString("0.00", CultureInfo.InvariantCulture);
}
