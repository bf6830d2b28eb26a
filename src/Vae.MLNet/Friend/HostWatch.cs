using Microsoft.ML.Runtime;

namespace Vae.MLNet.Friend;

/// <summary>
/// A token for work that no cursor paces: it ends when the caller's token does, or when the context that the work belongs to is given up. Contexts
/// tell nobody, so a timer asks.
/// </summary>
internal sealed class HostWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _source;
    private readonly Timer? _timer;
    private bool _disposed;

    /// <param name="environment">The environment of the context.</param>
    /// <param name="cancellation">The caller's own token.</param>
    public HostWatch(IHostEnvironment environment, CancellationToken cancellation)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (environment is ICancelable context)
        {
            _timer = new Timer(_ => Look(context), null, TimeSpan.Zero, Interval);
        }
    }

    /// <summary>The token.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
            _source.Dispose();
        }
    }

    private void Look(ICancelable context)
    {
        lock (_gate)
        {
            if (!_disposed && context.IsCanceled)
            {
                _source.Cancel();
            }
        }
    }
}
