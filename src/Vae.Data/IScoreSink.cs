using Vae.MLNet;

namespace Vae.Data;

/// <summary>
/// Where the results of one <see cref="ScoreRun"/> go. The caller disposes it after the run; what was not completed by then leaves no trace.
/// </summary>
public interface IScoreSink : IDisposable
{
    /// <summary>Starts the results, once, before any row.</summary>
    /// <param name="model">The detector.</param>
    /// <param name="columns">The names of the columns, in order.</param>
    void Begin(VaeModel model, IReadOnlyList<string> columns);

    /// <summary>Prepares the results of some rows. Called on several threads at once, so that costly work is shared; the parts are then written in the order of the rows.</summary>
    /// <param name="rows">The rows; valid during the call.</param>
    IScorePart Prepare(ScoredRows rows);

    /// <summary>Ends the results, once, after all rows: only now they are whole.</summary>
    void Complete();
}
