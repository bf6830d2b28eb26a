namespace Vae.MLNet;

/// <summary>A bootstrap percentile interval.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public sealed record MetricInterval(double Lower, double Upper);
