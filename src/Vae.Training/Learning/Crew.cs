using System.Runtime.ExceptionServices;
using TorchSharp;

namespace Vae.Training.Learning;

/// <summary>
/// The caller and threads of its own that share work, each of which libtorch computes on alone. Not those of the pool: libtorch keeps for each thread
/// how many others it may use, whoever said so last, and sums come out otherwise when shared.
/// </summary>
internal sealed class Crew : IDisposable
{
    private readonly Barrier _barrier;
    private readonly Thread[] _threads;
    private Action<int>? _work;
    private int _count;
    private ExceptionDispatchInfo? _failure;

    /// <param name="size">Threads, the caller's among them, at least 1.</param>
    public Crew(int size)
    {
        _barrier = new(size);
        _threads = [.. Enumerable.Range(1, size - 1).Select(own => new Thread(() => Serve(own)) { IsBackground = true, Name = "VAE training" })];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>
    /// Does <paramref name="work"/> for each place from 0 on, and returns when all is done; the first failure is thrown here. A place is always that
    /// of the same thread.
    /// </summary>
    public void Each(int count, Action<int> work)
    {
        (_work, _count, _failure) = (work, count, null);
        _barrier.SignalAndWait();
        Share(0);
        _barrier.SignalAndWait();
        _failure?.Throw();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _work = null;
        _barrier.SignalAndWait();
        Array.ForEach(_threads, thread => thread.Join());
        _barrier.Dispose();
    }

    private void Serve(int own)
    {
        torch.set_num_threads(1);
        while (true)
        {
            _barrier.SignalAndWait();
            if (_work is null)
            {
                return;
            }

            Share(own);
            _barrier.SignalAndWait();
        }
    }

    private void Share(int own)
    {
        for (var place = own; place < _count; place += _threads.Length + 1)
        {
            try
            {
                _work!(place);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            }
        }
    }
}
