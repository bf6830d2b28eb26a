using System.Globalization;

namespace Vae.MLNet;

/// <summary>
/// The one rule that turns a label into normal or anomaly: 0, false and "normal" (or the one label the caller names) are normal, anything else is an
/// anomaly, and an empty text or NaN is a missing label, null. Thread-safe.
/// </summary>
public sealed class NormalLabel
{
    private readonly string? _text;
    private readonly double? _number;

    /// <summary>A rule.</summary>
    /// <param name="label">The label that means normal, or null for the default: 0, false or "normal". Numbers are compared as numbers, so that 1 is 1.0.</param>
    public NormalLabel(string? label)
    {
        _text = label?.Trim();
        _number = label is null ? 0 : Number(label) ?? (bool.TryParse(label, out var flag) ? (flag ? 1 : 0) : null);
    }

    /// <summary>What a text says; spaces around it do not matter.</summary>
    /// <param name="label">The label of a row. Compared exactly, but for numbers, true and false, and the default "normal".</param>
    /// <returns>Null where the label is missing.</returns>
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

    /// <summary>What a number says.</summary>
    /// <param name="label">The label of a row.</param>
    /// <returns>Null for NaN, a missing label.</returns>
    public bool? IsAnomaly(double label) => double.IsNaN(label) ? null : label != _number;

    /// <summary>What a flag says: true is 1, false is 0.</summary>
    /// <param name="label">The label of a row.</param>
    /// <returns>Never null.</returns>
    public bool? IsAnomaly(bool label) => IsAnomaly(label ? 1.0 : 0.0);

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
