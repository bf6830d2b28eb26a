using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// Draws batches for all members at once: each member goes through its own rows in its own random order, shuffled again every epoch.
/// </summary>
internal sealed class EpochSampler : IDisposable
{
    private readonly Generator _generator;
    private readonly int _length;
    private Tensor _order;
    private int _position;

    /// <summary>Starts the first epoch. Every member's list is cut to the shortest, so that batches stack; which rows are cut is random.</summary>
    public EpochSampler(Folds folds, int batchSize, Generator generator, Device device)
    {
        _generator = generator;
        _length = folds.Seen.Min(rows => rows.Length);
        BatchSize = Math.Min(batchSize, _length);
        using var scope = NewDisposeScope();
        var lists = folds.Seen.Select(rows =>
        {
            var shuffle = randperm(rows.Length, device: device, generator: generator);
            return tensor(rows, device: device).index_select(0, shuffle)[.._length];
        });
        _order = stack(lists.ToArray()).DetachFromDisposeScope();                        // [members, rows of an epoch]
        _position = 0;
        Epoch = 1;
    }

    /// <summary>Rows per batch and member.</summary>
    public int BatchSize { get; }

    /// <summary>The epoch under way, from 1.</summary>
    public int Epoch { get; private set; }

    /// <summary>
    /// The next batch out of <paramref name="inputs"/> [rows, inputs]: [members, batch, inputs]. An incomplete last batch is left out.
    /// </summary>
    public Tensor Next(Tensor inputs)
    {
        if (_position + BatchSize > _length)
        {
            using var scope = NewDisposeScope();
            var shuffle = rand(_order.shape, device: _order.device, generator: _generator).argsort(1);
            var shuffled = _order.gather(1, shuffle).DetachFromDisposeScope();
            _order.Dispose();
            _order = shuffled;
            _position = 0;
            Epoch++;
        }

        var batch = _order.narrow(1, _position, BatchSize);                               // [members, batch]
        _position += BatchSize;
        return inputs.index_select(0, batch.reshape(-1)).view(_order.shape[0], BatchSize, inputs.shape[1]);
    }

    /// <summary>Copies where it stands.</summary>
    public SamplerState Take()
    {
        using var scope = NewDisposeScope();
        return new(_order.cpu().data<long>().ToArray(), _position, Epoch);
    }

    /// <summary>Goes on from where a sampler of the same folds stood.</summary>
    public void Restore(SamplerState state)
    {
        using var scope = NewDisposeScope();
        _order.copy_(tensor(state.Order).view(_order.shape));
        (_position, Epoch) = (state.Position, state.Epoch);
    }

    /// <inheritdoc/>
    public void Dispose() => _order.Dispose();
}
