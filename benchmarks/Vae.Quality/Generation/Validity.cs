namespace Vae.Quality.Generation;

/// <summary>Whether made-up cells are what cells of the training rows can be: within their range, whole where all are whole, missing only where some are.</summary>
internal static class Validity
{
    /// <summary>Share of the rows whose every cell is valid.</summary>
    public static double Of(float[] training, float[] made, int width)
    {
        var bounds = Enumerable.Range(0, width).Select(column => Bounds(training, width, column)).ToArray();
        return made.Chunk(width).Average(row => row.Zip(bounds).All(cell => IsValid(cell.First, cell.Second)) ? 1.0 : 0);
    }

    /// <summary>Made-up rows that are, cell by cell, a training row.</summary>
    public static int Copies(float[] training, float[] made, int width)
    {
        var known = training.Chunk(width).Select(Text).ToHashSet(StringComparer.Ordinal);
        return made.Chunk(width).Count(row => known.Contains(Text(row)));

        static string Text(float[] row) => string.Join(' ', row.Select(value => BitConverter.SingleToInt32Bits(value + 0f)));
    }

    private static bool IsValid(float cell, (float Low, float High, bool IsWhole, bool HasGaps) column) => float.IsNaN(cell)
        ? column.HasGaps
        : cell >= column.Low && cell <= column.High && (!column.IsWhole || float.IsInteger(cell));

    private static (float Low, float High, bool IsWhole, bool HasGaps) Bounds(float[] training, int width, int column)
    {
        var values = Enumerable.Range(0, training.Length / width).Select(row => training[(row * width) + column]).ToArray();
        var known = values.Where(value => !float.IsNaN(value)).DefaultIfEmpty(0).ToArray();
        return (known.Min(), known.Max(), known.All(float.IsInteger), values.Any(float.IsNaN));
    }
}
