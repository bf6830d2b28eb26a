using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>What became of a row of a table, as two cells of its line.</summary>
internal static class RowStatus
{
    /// <summary>The status of a row that was read and has nothing to judge.</summary>
    private const string NoValue = "NoValue";

    /// <summary>Their columns.</summary>
    public static readonly IReadOnlyList<string> Columns = ["Status", "StatusReason"];

    /// <summary>Their columns where bad rows are marked; else none.</summary>
    public static IReadOnlyList<string> Of(bool isMarked) => isMarked ? Columns : [];

    /// <summary>Writes them.</summary>
    /// <param name="cells">Takes them.</param>
    /// <param name="fault">Why the row could not be read; null where it could.</param>
    /// <param name="hasValue">True where a feature of the row is known.</param>
    public static void Write(CellWriter cells, RowFault? fault, bool hasValue)
    {
        cells.Add(fault is not null ? fault.Kind.ToString() : hasValue ? nameof(VaeImageStatus.Read) : NoValue);
        cells.Add(fault is not null ? fault.Message
            : hasValue ? "" : "The row must have a value in a column of the model; got none. It is labelled an anomaly.");
    }

    /// <summary>The rows of a block that have a line, in the order of the table: each by its place among the features, or by its fault.</summary>
    /// <param name="features">The block.</param>
    /// <param name="isMarked">True where bad rows have a line.</param>
    public static IEnumerable<(int Place, RowFault? Fault)> Lines(FeatureBlock features, bool isMarked)
    {
        var bad = isMarked ? features.Bad.Faults : [];
        var next = 0;
        for (var place = 0; place < features.Rows; place++)
        {
            while (next < bad.Count && bad[next].Row < features.RowNumbers[place])
            {
                yield return (-1, bad[next++]);
            }

            yield return (place, null);
        }

        for (; next < bad.Count; next++)
        {
            yield return (-1, bad[next]);
        }
    }
}
