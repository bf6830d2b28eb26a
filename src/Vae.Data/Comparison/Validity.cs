namespace Vae.Data.Comparison;

/// <summary>
/// Whether made-up cells are what cells of real rows can be: within their range, whole where all are whole, a category that some have, missing
/// only where some are. Rows are features, row-major: [rows, features].
/// </summary>
internal static class Validity
{
    /// <summary>Share of the rows whose every cell is valid.</summary>
    public static double Of(float[] real, float[] made, int width)
    {
        var bounds = Enumerable.Range(0, width).Select(column => Bounds(real, width, column)).ToArray();
        return made.Chunk(width).Average(row => row.Zip(bounds).All(cell => IsValid(cell.First, cell.Second)) ? 1.0 : 0);
    }

    private static bool IsValid(float cell, (float Low, float High, bool IsWhole, bool HasGaps) column) => float.IsNaN(cell)
        ? column.HasGaps
        : cell >= column.Low && cell <= column.High && (!column.IsWhole || float.IsInteger(cell));

    private static (float Low, float High, bool IsWhole, bool HasGaps) Bounds(float[] real, int width, int column)
    {
        var values = Enumerable.Range(0, real.Length / width).Select(row => real[(row * width) + column]).ToArray();
        var known = values.Where(value => !float.IsNaN(value)).DefaultIfEmpty(0).ToArray();
        return (known.Min(), known.Max(), known.All(float.IsInteger), values.Any(float.IsNaN));
    }
}
