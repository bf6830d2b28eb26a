namespace Vae.Data.Comparison;

/// <summary>Made-up rows that are, cell by cell, a real one. Rows are features, row-major: [rows, features].</summary>
internal static class Copies
{
    /// <summary>A row that as many real rows are is nobody's own.</summary>
    private const int Common = 3;

    /// <summary>How many rows there are that one of the real rows is; and how many that fewer than three of them are.</summary>
    public static (int All, int Rare) Of(float[] real, float[] rows, int width)
    {
        var known = real.Chunk(width).CountBy(Text, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        int[] held = [.. rows.Chunk(width).Select(row => known.GetValueOrDefault(Text(row)))];
        return (held.Count(count => count > 0), held.Count(count => count is > 0 and < Common));

        static string Text(float[] row) => string.Join(' ', row.Select(value => BitConverter.SingleToInt32Bits(value + 0f)));
    }
}
