using System.Globalization;
using Vae.MLNet.Features;

namespace Vae.MLNet;

/// <summary>
/// The one rule that turns a label into normal or anomaly: 0, false and "normal" (or the one label the caller names) are normal, anything else is an
/// anomaly, and an empty text, NaN, NA, ? and the like are a missing label, null. Thread-safe.
/// </summary>
public sealed class NormalLabel
{
    private readonly string[]? _texts;
    private readonly double[] _numbers;

    /// <summary>A rule.</summary>
    /// <param name="label">
    /// The label that means normal, or several with commas between, or null for the default: 0, false or "normal". Numbers are compared as
    /// numbers, so that 1 is 1.0.
    /// </param>
    public NormalLabel(string? label)
    {
        _texts = label is null ? null : [.. ((string[])[label, .. label.Split(',')])
            .Select(text => text.Trim()).Where(text => text.Length > 0).Distinct()];
        _numbers = _texts is null ? [0] : [.. _texts
            .Select(text => Number(text) ?? (bool.TryParse(text, out var flag) ? (flag ? 1 : 0) : null)).OfType<double>()];
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

        foreach (var text in _texts ?? [])
        {
            if (label.SequenceEqual(text))
            {
                return false;
            }
        }

        return MissingText.IsLabel(label) ? null
            : Number(label) is { } number ? IsAnomaly(number)
            : bool.TryParse(label, out var flag) ? IsAnomaly(flag)
            : _texts is not null || !label.Equals("normal", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What a number says.</summary>
    /// <param name="label">The label of a row.</param>
    /// <returns>Null for NaN, a missing label.</returns>
    public bool? IsAnomaly(double label) => double.IsNaN(label) ? null : !Array.Exists(_numbers, number => number == label);

    /// <summary>What a flag says: true is 1, false is 0.</summary>
    /// <param name="label">The label of a row.</param>
    /// <returns>Never null.</returns>
    public bool? IsAnomaly(bool label) => IsAnomaly(label ? 1.0 : 0.0);

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
