using Vae.Service.Hosting;

namespace Vae.Service.Scoring;

/// <summary>
/// Lets so many tables and images be scored at a time as the machine can; others wait. Only work waits here, never a body that is still coming.
/// </summary>
internal sealed class WorkSlots(ServiceOptions options) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.BatchesAtOnce > 0 ? options.BatchesAtOnce : Environment.ProcessorCount);

    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            return work();
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();
}
