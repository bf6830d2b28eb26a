using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>What the cells of a table to train on mean, as the options say.</summary>
/// <param name="Missing">What stands for a missing value beside the usual markers.</param>
/// <param name="Formats">How numbers are written; none for the usual way.</param>
internal sealed record CellReading(MissingWords Missing, IReadOnlyList<NumberFormat> Formats)
{
    public static CellReading Of(TrainingDataOptions options) => new(new MissingWords(options.Missing), NumberFormat.AllOf(options.NumberFormats)!);

    /// <summary>The number in a cell, and how it is written if not in the usual way; null where it is none.</summary>
    public double? Number(TableRows row, int column, out NumberFormat? format)
    {
        format = null;
        if (Formats.Count == 0)
        {
            return row.TryNumber(column, out var plain) ? plain : null;
        }

        foreach (var candidate in Formats)
        {
            if (row.TryNumber(column, candidate, out var value))
            {
                format = candidate;
                return value;
            }
        }

        return null;
    }
}
