using System.Runtime;

namespace Vae.Training.Native;

/// <summary>
/// Keeps the garbage collector from running while TorchSharp is busy, as far as memory allows. TorchSharp 0.107 makes a <c>Scalar</c> of every number
/// it is given, passes its native handle on and forgets
/// the object (dotnet/TorchSharp #1434, #1496): a collection at that very moment, started by another thread, frees the number before libtorch has
/// read it. Seen once in some three hundred runs
/// on a machine with ten busy programs per core; a training run at default settings allocates some 40 MB and needs no collection at all.
/// </summary>
internal sealed class CollectionPause : IDisposable
{
    /// <summary>
    /// What may be allocated before collections are allowed again: several default runs; more than this no runtime setting promises.
    /// </summary>
    private const long Budget = 128 << 20;

    private static readonly Lock Gate = new();
    private static int _users;
    private static bool _ours;
    private bool _disposed;

    private CollectionPause()
    {
    }

    /// <summary>Starts a pause, or joins the one under way. Where the program has a pause of its own, or memory is short, nothing happens.</summary>
    public static CollectionPause Start()
    {
        lock (Gate)
        {
            if (_users++ == 0)
            {
                _ours = GCSettings.LatencyMode != GCLatencyMode.NoGCRegion && GC.TryStartNoGCRegion(Budget, disallowFullBlockingGC: true);
            }
        }

        return new();
    }

    /// <summary>The last to leave lets collections happen again.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            // The pause is over already where more than the budget was allocated.
            if (!_disposed && --_users == 0 && _ours && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            {
                GC.EndNoGCRegion();
            }

            _disposed = true;
        }
    }
}
