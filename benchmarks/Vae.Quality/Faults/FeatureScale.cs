using Vae.Quality.Data;

namespace Vae.Quality.Faults;

/// <summary>The scale on which faults are planted: standard deviations of the training rows, linear up to four and logarithmic beyond.</summary>
internal sealed class FeatureScale
{
    private const double Core = 4;

    private readonly double _mean;
    private readonly double _deviation;

    public FeatureScale(LabelledTable train, int feature)
    {
        double[] values = [.. Enumerable.Range(0, train.Rows).Select(row => (double)train.Row(row).Span[feature])];
        _mean = values.Average();
        _deviation = Math.Sqrt(values.Average(value => (value - _mean) * (value - _mean)));
    }

    /// <summary>Whether the feature has more than one value.</summary>
    public bool Varies => _deviation > 1e-6 * Math.Max(Math.Abs(_mean), 1e-30);

    public double Of(float value)
    {
        var z = (value - _mean) / _deviation;
        return Math.Sign(z) * (Math.Min(Math.Abs(z), Core) + Math.Log(1 + Math.Max(Math.Abs(z) - Core, 0)));
    }

    public float Value(double scaled)
    {
        var size = Math.Abs(scaled);
        return (float)((Math.Sign(scaled) * (Math.Min(size, Core) + Math.Exp(Math.Max(size - Core, 0)) - 1) * _deviation) + _mean);
    }
}
