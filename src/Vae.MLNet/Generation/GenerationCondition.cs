using System.Globalization;

namespace Vae.MLNet.Generation;

/// <summary>What one column of a generated row must hold: a category, a number, a range of numbers, or nothing.</summary>
internal sealed class GenerationCondition
{
    private readonly int _feature;
    private readonly double _low;
    private readonly double _high;

    private GenerationCondition(string text, int feature, double low, double high) => (Text, _feature, _low, _high) = (text, feature, low, high);

    /// <summary>The condition as it was given.</summary>
    public string Text { get; }

    /// <summary>Reads <c>Column=Value</c>, of numbers also <c>Column=LOW..HIGH</c>; an empty value is a missing one.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it never holds such a value.</exception>
    public static GenerationCondition Parse(string text, VaeModelInfo info, StoredGenerator stored, ValueWay way)
    {
        if (info.ImageShape is not null)
        {
            throw Refused(text, "come with a model of tables", "one of images");
        }

        var name = info.Columns.Select(column => column.Name).Where(name => text.StartsWith(name + "=", StringComparison.Ordinal))
            .OrderByDescending(name => name.Length).FirstOrDefault()
            ?? throw Refused(
                text, "be Column=Value with a column of the model",
                "columns " + string.Join(", ", info.Columns.Select(column => $"'{column.Name}'")));
        var value = text[(name.Length + 1)..].Trim();
        var feature = info.Columns.TakeWhile(column => column.Name != name).Sum(column => column.Width);
        if (value.Length == 0)
        {
            return stored.MissingShares[feature] > 0
                ? new(text, feature, double.NaN, double.NaN)
                : throw Refused(text, $"name a value: column '{name}' had one in every training row", "none");
        }

        return info.Columns.First(column => column.Name == name).Categories is { } categories
            ? OfCategory(text, value, feature, categories, stored)
            : OfNumber(text, value, feature, info.Columns.First(column => column.Name == name).Offset, stored, way);
    }

    /// <summary>True where a row [features] holds it.</summary>
    public bool Holds(ReadOnlySpan<float> row) => double.IsNaN(_low) ? float.IsNaN(row[_feature]) : row[_feature] >= _low && row[_feature] <= _high;

    private static GenerationCondition OfCategory(string text, string value, int start, IReadOnlyList<string> categories, StoredGenerator stored)
    {
        var index = categories.ToList().IndexOf(value);
        if (index < 0)
        {
            throw Refused(text, "name a known category", "categories " + string.Join(", ", categories.Select(category => $"'{category}'")));
        }

        var isDrawn = stored.Places.Contains(start + index) || stored.Constants[start + index] >= 1;
        return isDrawn
            ? new(text, start + index, 1, 1)
            : throw Refused(text, "name a category of the normal training rows", $"'{value}', which none has");
    }

    private static GenerationCondition OfNumber(
        string text, string value, int feature, double offset, StoredGenerator stored, ValueWay way)
    {
        var ends = value.Split("..", 2);
        if (!Number(ends[0], out var low) || !Number(ends[^1], out var high) || low > high)
        {
            throw Refused(text, "give a number, or a range LOW..HIGH, for a number column", $"'{value}'");
        }

        (low, high) = (low - offset, high - offset);
        var input = Array.IndexOf(stored.Places, feature);
        float[] values = input < 0 ? [stored.Constants[feature]] : way.Values(input).ToArray();
        var isLine = input >= 0 && stored.Kinds[input] == MarginalKind.Line;
        var range = FormattableString.Invariant($"values between {values[0] + offset} and {values[^1] + offset}");
        if (high < values[0] || low > values[^1] || (!isLine && !Array.Exists(values, known => known >= low && known <= high)))
        {
            throw Refused(text, "ask for values that normal training rows have", range);
        }

        return isLine && ends.Length == 1 && stored.Decimals[input] < 0
            ? throw Refused(text, "give a range LOW..HIGH, as hardly any two rows share a value of this column", range)
            : new(text, feature, (float)low, (float)high);
    }

    private static bool Number(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static ArgumentException Refused(string text, string rule, string found) =>
        new($"Condition '{text}' must {rule}; got {found}.", nameof(text));
}
