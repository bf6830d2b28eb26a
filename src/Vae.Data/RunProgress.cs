namespace Vae.Data;

/// <summary>Where a run stands. Reported from the thread that runs, after every block of rows.</summary>
/// <param name="Rows">Rows or images that are done.</param>
/// <param name="Share">The part of the data that is done, 0 to 1; NaN where the source does not know its size.</param>
/// <param name="Elapsed">Time since the run began.</param>
public readonly record struct RunProgress(long Rows, double Share, TimeSpan Elapsed)
{
    /// <summary>Rows or images a second, on average since the run began.</summary>
    public double RowsPerSecond => Rows / Math.Max(Elapsed.TotalSeconds, 1e-3);
}
