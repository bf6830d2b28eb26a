namespace Vae.Training.Learning;

/// <summary>How the caller follows and steers a run.</summary>
/// <param name="Progress">Told where training stands.</param>
/// <param name="Stop">Ends training and keeps the best weights so far.</param>
/// <param name="Cancellation">Abandons the run: nothing is kept.</param>
internal sealed record TrainingControl(
    IProgress<VaeTrainingProgress>? Progress = null, CancellationToken Stop = default, CancellationToken Cancellation = default)
{
    /// <summary>The state to go on from; null: from the start.</summary>
    public TrainingState? From { get; init; }

    /// <summary>
    /// Offered the state after every step, and told whether the loop ends there; a state is copied only when it is taken. That of a stop is as if the
    /// run had gone on: without the report that the stop made.
    /// </summary>
    public Action<Func<TrainingState>, bool>? Checkpoint { get; init; }
}
