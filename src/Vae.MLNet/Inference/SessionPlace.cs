namespace Vae.MLNet.Inference;

/// <summary>
/// The place of a session that whoever needs it first opens. Others who need it wait for that, nobody else does. A failure is not kept: the next one
/// tries again.
/// </summary>
internal sealed class SessionPlace(Func<GraphSession> open, GraphSession? opened = null)
{
    private readonly Lock _gate = new();
    private GraphSession? _session = opened;

    public GraphSession Session
    {
        get
        {
            lock (_gate)
            {
                return _session ??= open();
            }
        }
    }

    /// <summary>Frees the native memory, if there is any. Nobody may use the session any more.</summary>
    public void Close() => _session?.Dispose();
}
