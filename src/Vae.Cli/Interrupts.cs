using System.Runtime.InteropServices;

namespace Vae.Cli;

/// <summary>
/// Ctrl-C, a terminal that hangs up, and a system that wants the process gone: the first such signal asks for an orderly end. The second one ends the
/// process at once, except where a command can abandon its work in order too; then it asks for that, and the third ends the process.
/// </summary>
/// <remarks>Signals that a process was started with as ignored, as <c>nohup</c> does, stay so: the runtime respects that.</remarks>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly PosixSignalRegistration[] _signals;
    private bool _isAbandonable;

    public Interrupts() => _signals =
    [
        .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            .Select(signal => PosixSignalRegistration.Create(signal, On)),
    ];

    /// <summary>Asks for an orderly end.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Asks for nothing more than an end without traces, where the work that is being stopped takes time to keep what it has.</summary>
    public CancellationToken Abandon
    {
        get
        {
            _isAbandonable = true;
            return _abandon.Token;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _stop.Dispose();
        _abandon.Dispose();
    }

    private void On(PosixSignalContext context)
    {
        var isFirst = !_stop.IsCancellationRequested;
        context.Cancel = isFirst || (_isAbandonable && !_abandon.IsCancellationRequested);
        (isFirst ? _stop : _abandon).Cancel();
    }
}
