using Vae.MLNet;

namespace Vae.Data.Comparison;

/// <summary>The cells of one column, as numbers or as places of categories.</summary>
/// <param name="Numbers">Of a number column: its cells, NaN = missing [rows]; else null.</param>
/// <param name="Codes">Of a text column: the place of each category, −1 = missing [rows]; else null.</param>
/// <param name="Categories">How many categories there are; 0 of a number column.</param>
internal sealed record ColumnValues(float[]? Numbers, int[]? Codes, int Categories)
{
    /// <summary>Bins that a number column falls into beside a text column.</summary>
    public const int Bins = 10;

    /// <summary>The columns of rows [rows, features].</summary>
    public static ColumnValues[] Of(IReadOnlyList<VaeColumn> columns, float[] features)
    {
        var width = columns.Sum(column => column.Width);
        var (values, start) = (new ColumnValues[columns.Count], 0);
        for (var place = 0; place < values.Length; place++)
        {
            var (column, first) = (columns[place], start);
            int[] rows = [.. Enumerable.Range(0, features.Length / width).Select(row => (row * width) + first)];
            values[place] = column.Categories is null
                ? new([.. rows.Select(cell => features[cell])], null, 0)
                : new(null, [.. rows.Select(cell => features.AsSpan(cell, column.Width).IndexOf(1f))], column.Width);
            start += column.Width;
        }

        return values;
    }

    /// <summary>The finite numbers, rising.</summary>
    public float[] Sorted()
    {
        float[] known = [.. Numbers!.Where(float.IsFinite)];
        Array.Sort(known);
        return known;
    }

    /// <summary>
    /// The cells as places 0 and up, the first for missing ones: categories, or bins of equal width over what the real column spans.
    /// </summary>
    /// <param name="real">The column whose range the bins divide.</param>
    /// <param name="kinds">How many places there are.</param>
    public int[] Places(ColumnValues real, out int kinds)
    {
        kinds = 1 + (Codes is null ? Bins : Categories);
        if (Codes is not null)
        {
            return [.. Codes.Select(code => code + 1)];
        }

        var (low, high) = real.Sorted() is { Length: > 0 } known ? (known[0], known[^1]) : (0f, 0f);
        return [.. Numbers!.Select(value => float.IsNaN(value) ? 0
            : 1 + (high > low ? (int)Math.Clamp((value - (double)low) / (high - (double)low) * Bins, 0, Bins - 1) : 0))];
    }
}
