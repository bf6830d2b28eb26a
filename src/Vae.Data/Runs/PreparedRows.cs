using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>What sinks made of some scored rows, and their counts.</summary>
internal sealed class PreparedRows : IDisposable
{
    private readonly List<IScorePart> _parts = [];

    private PreparedRows(ScoredRows rows, long size)
    {
        (Scored, Anomalies, Size) = (rows.Scored, rows.Anomalies, size);
        Bad = (rows as ScoredTableRows)?.Bad;
        Rows = Bad is null ? rows.Rows : rows.Scored + Bad.Faults.Count;
        Statuses = rows is ScoredImageRows images ? [.. images.Group.Images.Select(image => image.Status)] : [];
    }

    /// <summary>Rows or images that were read, well or not.</summary>
    public int Rows { get; }

    public int Scored { get; }

    public int Anomalies { get; }

    /// <summary>Their part of the source's size.</summary>
    public long Size { get; }

    /// <summary>What became of each image; none for rows of tables.</summary>
    public IReadOnlyList<VaeImageStatus> Statuses { get; }

    /// <summary>The rows of a table that cannot be read; null for images.</summary>
    public BadRows? Bad { get; }

    /// <summary>Lets every sink prepare the rows.</summary>
    public static PreparedRows Of(ScoredRows rows, long size, IEnumerable<IScoreSink> sinks)
    {
        var result = new PreparedRows(rows, size);
        try
        {
            foreach (var sink in sinks)
            {
                result._parts.Add(sink.Prepare(rows));
            }

            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    public void Write() => _parts.ForEach(part => part.Write());

    public void Dispose() => _parts.ForEach(part => part.Dispose());
}
