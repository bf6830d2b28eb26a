namespace Vae.MLNet.Generation;

/// <summary>The rows found so far, and why others were not taken.</summary>
internal sealed class AcceptedRows(int count, int width)
{
    private readonly float[] _features = new float[count * width];                      // [count, features]

    public int Rows { get; private set; }

    public long Draws { get; private set; }

    public long Unmet { get; private set; }

    public long Anomalies { get; private set; }

    public long Repeats { get; private set; }

    public bool IsComplete => Rows == count;

    /// <summary>Takes rows of a batch, in order, until there are enough.</summary>
    /// <param name="held">Those that hold what was asked for [rows, features].</param>
    /// <param name="repeats">Which of them may be training rows [rows].</param>
    /// <param name="flags">Which of them the model flags, or null where that does not matter [rows].</param>
    /// <param name="candidates">Rows of the batch.</param>
    /// <param name="places">The place of each of <paramref name="held"/> in the batch [rows].</param>
    public void Add(ReadOnlySpan<float> held, bool[] repeats, bool[]? flags, int candidates, ReadOnlySpan<int> places)
    {
        var looked = 0;
        for (; looked < places.Length && !IsComplete; looked++)
        {
            if (repeats[looked])
            {
                Repeats++;
                continue;
            }

            if (flags is not null && flags[looked])
            {
                Anomalies++;
                continue;
            }

            held.Slice(looked * width, width).CopyTo(_features.AsSpan(Rows++ * width));
        }

        // Of the last batch only those up to the last row that was needed were drawn for it.
        var drawn = IsComplete && looked > 0 ? places[looked - 1] + 1 : candidates;
        Draws += drawn;
        Unmet += drawn - looked;
    }

    public VaeGeneratedRows Result() => new(_features, Rows, Draws, Unmet, Anomalies, Repeats);
}
