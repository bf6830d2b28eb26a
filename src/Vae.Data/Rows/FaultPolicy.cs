namespace Vae.Data.Rows;

/// <summary>
/// What becomes of rows that cannot be read. The one place to decide it: every run that reads rows asks here, and a row whose fault was met is left out.
/// Thread-safe, as blocks are read side by side.
/// </summary>
internal abstract class FaultPolicy
{
    /// <summary>The first such row in the order of the table ends the run.</summary>
    public static FaultPolicy Fail { get; } = new Failing();

    /// <summary>Takes note of a row that cannot be read.</summary>
    public abstract void Meet(RowFault fault);

    private sealed class Failing : FaultPolicy
    {
        public override void Meet(RowFault fault) => throw new VaeDataException(fault);
    }
}
