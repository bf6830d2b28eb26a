namespace Vae.Data.Rows;

/// <summary>Picks a given number of rows out of a known number, each set equally likely, in one pass (selection sampling; Knuth, TAOCP 2, algorithm S).</summary>
/// <param name="wanted">How many rows to take.</param>
/// <param name="rows">How many rows there are.</param>
/// <param name="random">Where chance comes from.</param>
internal sealed class SelectionSample(long wanted, long rows, Random random)
{
    private long _wanted = wanted;
    private long _left = rows;

    /// <summary>True when the next row belongs to the sample.</summary>
    public bool TakesNext()
    {
        var takes = _wanted == _left || random.NextInt64(_left) < _wanted;
        _left--;
        _wanted -= takes ? 1 : 0;
        return takes;
    }
}
