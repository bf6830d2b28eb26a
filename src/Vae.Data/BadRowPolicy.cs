namespace Vae.Data;

/// <summary>What becomes of rows that cannot be read.</summary>
public enum BadRowPolicy
{
    /// <summary>The first one in the order of the table ends the run.</summary>
    Fail,

    /// <summary>
    /// The run goes on. Results have a line for each, without scores, whose status says why; where results have no lines, as <see cref="Skip"/>.
    /// </summary>
    Mark,

    /// <summary>The run goes on, and results have no line for them.</summary>
    Skip,
}
