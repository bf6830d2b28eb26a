namespace Vae.MLNet.Features;

/// <summary>The texts that stand for a missing value: the one rule for the tool, for pipelines and for labels.</summary>
internal static class MissingText
{
    /// <summary>What programs and people write where a number is missing. Compared without regard to case.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "NA", "N/A", "N.A.", "#N/A", "#N/A N/A", "#NA", "<NA>", "NULL", "(null)", "\\N", "None", "nil", "NaN", "-NaN", "+NaN", "NaT", "?", "??",
        "#DIV/0!", "#VALUE!", "#NUM!", "#REF!", "#NULL!", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN", "1.#INF", "-1.#INF",
    };

    /// <summary>Strokes and points: missing among numbers, but often a label of their own.</summary>
    private static readonly HashSet<string> Strokes = new(StringComparer.Ordinal) { "-", "--", "---", "\u2013", "\u2014", ".", "..", "...", "*" };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> WordLookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> StrokeLookup = Strokes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// True for an empty text and for NaN, whatever its case: missing in every column, as "None" or "-" may be a category. The text has no spaces
    /// around it.
    /// </summary>
    public static bool Is(ReadOnlySpan<char> trimmed) => trimmed.IsEmpty || trimmed.Equals("NaN", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for what is a missing label: a word for it, but no stroke, which may be a label. The text has no spaces around it.</summary>
    public static bool IsLabel(ReadOnlySpan<char> trimmed) => trimmed.IsEmpty || WordLookup.Contains(trimmed);

    /// <summary>
    /// True for what is missing in a column of numbers: empty texts, the usual markers, infinities, and numbers beyond single precision. The text has
    /// no spaces around it.
    /// </summary>
    public static bool IsInNumbers(ReadOnlySpan<char> trimmed) =>
        IsLabel(trimmed) || StrokeLookup.Contains(trimmed) || (NumberText.TryParse(trimmed, out var number) && float.IsInfinity((float)number))
        || trimmed.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase) || trimmed.TrimStart("+-") is "\u221E";
}
