namespace Vae.MLNet.DataView;

/// <summary>How many rows each batch has: few at first, then half as many as all before it together, until batches are full.</summary>
/// <param name="fullRows">Rows of a full batch.</param>
internal sealed class BatchSizes(int fullRows)
{
    private const int FirstRows = 64;

    /// <summary>Rows of a batch, counted from 0.</summary>
    public int RowsOf(long place) => (int)(RowsThrough(place) - RowsThrough(place - 1));

    /// <summary>Rows of all batches up to one.</summary>
    public long RowsThrough(long place)
    {
        var rows = 0L;
        for (var next = 0L; next <= place; next++)
        {
            var size = Math.Min(fullRows, Math.Max(FirstRows, rows / 2));
            if (size == fullRows)
            {
                return rows + ((place - next + 1) * fullRows);   // and so have all that follow
            }

            rows += size;
        }

        return rows;
    }
}
