using System.Globalization;

namespace Vae.MLNet.Evaluation;

/// <summary>
/// The one rule that turns a label into normal or anomaly: 0, false and "normal" (or the one label the caller names) are normal, anything else is an
/// anomaly, and an empty text or NaN is a missing label, null.
/// </summary>
internal sealed class NormalLabel
{
    private readonly string? _text;
    private readonly double? _number;

    /// <param name="label">The label that means normal, or null for the default.</param>
    public NormalLabel(string? label)
    {
        _text = label?.Trim();
        _number = label is null ? 0 : Number(label) ?? (bool.TryParse(label, out var flag) ? (flag ? 1 : 0) : null);
    }

    public bool? IsAnomaly(ReadOnlySpan<char> label)
    {
        label = label.Trim();
        if (label.IsEmpty)
        {
            return null;
        }

        return Number(label) is { } number ? IsAnomaly(number)
            : bool.TryParse(label, out var flag) ? IsAnomaly(flag)
            : _text is null ? !label.Equals("normal", StringComparison.OrdinalIgnoreCase) : !label.SequenceEqual(_text);
    }

    public bool? IsAnomaly(double label) => double.IsNaN(label) ? null : label != _number;

    public bool? IsAnomaly(bool label) => IsAnomaly(label ? 1.0 : 0.0);

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
