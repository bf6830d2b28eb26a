using Vae.MLNet;

namespace Vae.Service.Scoring;

/// <summary>A row that waits for its score.</summary>
/// <param name="Features">Its features.</param>
/// <param name="Queued">When it came, by the clock of the batcher.</param>
/// <param name="Cancellation">Set where nobody waits any more.</param>
internal sealed record PendingRow(double[] Features, long Queued, CancellationToken Cancellation)
{
    private readonly TaskCompletionSource<VaeRowScore> _score = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<VaeRowScore> Score => _score.Task;

    public void Answer(VaeRowScore score) => _score.TrySetResult(score);

    public void Fail(Exception exception) => _score.TrySetException(exception);

    public void Cancel() => _score.TrySetCanceled(Cancellation);
}
