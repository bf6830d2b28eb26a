using System.Globalization;

namespace Vae.MLNet.Features;

/// <summary>
/// The offsets of a model's columns, feature by feature: what is taken off rows before they are rounded to single precision, and put back to what is
/// said of them. Rows are row-major: [rows, features].
/// </summary>
internal sealed class FeatureOffsets
{
    private readonly (int Feature, double Offset)[] _offsets;
    private readonly int _width;

    public FeatureOffsets(IReadOnlyList<VaeColumn> columns)
    {
        var offsets = new List<(int, double)>();
        foreach (var column in columns)
        {
            if (column.Offset != 0)
            {
                offsets.Add((_width, column.Offset));
            }

            _width += column.Width;
        }

        _offsets = [.. offsets];
    }

    /// <summary>Nothing to take off.</summary>
    public static FeatureOffsets None { get; } = new([]);

    /// <summary>True where some column has an offset.</summary>
    public bool Any => _offsets.Length > 0;

    /// <summary>Features of rows as the user has them.</summary>
    public void TakeOff(ReadOnlySpan<float> rows, Span<float> features)
    {
        rows.CopyTo(features);
        foreach (var (feature, offset) in _offsets)
        {
            for (var i = feature; i < rows.Length; i += _width)
            {
                features[i] = (float)(rows[i] - offset);
            }
        }
    }

    /// <summary>The same of rows in double precision, each number rounded once.</summary>
    public void TakeOff(ReadOnlySpan<double> rows, Span<float> features)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            features[i] = (float)rows[i];
        }

        foreach (var (feature, offset) in _offsets)
        {
            for (var i = feature; i < rows.Length; i += _width)
            {
                features[i] = (float)(rows[i] - offset);
            }
        }
    }

    /// <summary>Features as the user has them, rounded to single precision once more.</summary>
    public void PutBack(Span<float> features)
    {
        foreach (var (feature, offset) in _offsets)
        {
            for (var i = feature; i < features.Length; i += _width)
            {
                features[i] = (float)(features[i] + offset);
            }
        }
    }

    /// <summary>Features as the user has them, in double precision.</summary>
    public double[] Exact(ReadOnlySpan<float> features) => Exact(features, value => value);

    /// <summary>The same of values as tables have them, short decimal numbers: 0.3 on an offset of 2 is 2.3, not 2.300000012.</summary>
    public double[] ExactDecimals(ReadOnlySpan<float> features) =>
        Exact(features, value => double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    private double[] Exact(ReadOnlySpan<float> features, Func<float, double> widened)
    {
        var rows = new double[features.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = features[i];
        }

        foreach (var (feature, offset) in _offsets)
        {
            for (var i = feature; i < rows.Length; i += _width)
            {
                rows[i] = widened(features[i]) + offset;
            }
        }

        return rows;
    }
}
