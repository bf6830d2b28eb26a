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

    /// <summary>Offered the state after every report but that of a stop; a state is copied only when it is taken.</summary>
    public Action<Func<TrainingState>>? Checkpoint { get; init; }
}
