using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>
/// Small random samples of references. Of a few random rows hardly any is an anomaly, and the nearest of them is far from every anomaly, also from
/// one that has its like among the training rows: so distances to small samples stay right where anomalies hide, whatever their share. The mean over
/// samples of the logarithm of the distance to the nearest of a sample evens out what chance makes of one (compare the subsampling of isolation
/// forests, Liu, Ting and Zhou 2008, and of nearest neighbours, Sugiyama and Borgwardt 2013).
/// </summary>
internal sealed class SmallSamples
{
    /// <summary>
    /// Samples, and references of each: a row that one member judges alone has no other draws than these, so they are many; larger ones lose where
    /// anomalies are many.
    /// </summary>
    public const int Count = 64, Size = 16;

    /// <summary>
    /// A tenth of a standard deviation per number, added in quadrature: nearer is no nearer. Among sixteen references none of a continuous column is
    /// that near but the row itself, which so counts little where it is asked for again.
    /// </summary>
    private const float SmallestDistance = 0.1f;

    /// <summary>Rows that a neighbour is searched among, at most.</summary>
    private const int MostNeighbours = 16_384;

    private const long ChunkDistances = 1 << 24;

    private readonly int _size;

    private readonly Tensor _held;

    private SmallSamples(Tensor vectors, Tensor held, int size) => (Vectors, _held, _size) = (vectors, held, size);

    /// <summary>The references, sample after sample [samples · size, width].</summary>
    public Tensor Vectors { get; }

    /// <summary>Draws samples.</summary>
    /// <param name="vectors">The vectors of all training rows [rows, width].</param>
    /// <param name="candidates">The rows that may serve, two or more [candidates].</param>
    /// <param name="count">Most references of all samples.</param>
    /// <param name="asPrototypes">True for the mean of each drawn row and its nearest neighbour in the place of the row.</param>
    /// <param name="generator">Draws.</param>
    public static SmallSamples Draw(Tensor vectors, Tensor candidates, int count, bool asPrototypes, Generator generator)
    {
        using var scope = NewDisposeScope();
        var rows = candidates.shape[0];
        var size = (int)Math.Max(1, Math.Min(Math.Min(Size, count), rows / 2));
        var samples = Math.Max(1, count / size);
        var perDeal = (int)(rows / size);
        var deals = Enumerable.Range(0, (samples + perDeal - 1) / perDeal)
            .Select(_ => randperm(rows, generator: generator)[..(perDeal * size)]);      // no row twice in a sample
        var drawn = candidates.index_select(0, cat(deals.ToArray())[..(samples * size)].to(candidates.device));
        if (!asPrototypes)
        {
            return new(vectors.index_select(0, drawn).MoveToOuterDisposeScope(), drawn.view(-1, size).MoveToOuterDisposeScope(), size);
        }

        var others = candidates.index_select(0, randperm(rows, generator: generator)[..(int)Math.Min(MostNeighbours, rows)].to(candidates.device));
        var neighbours = Neighbours(vectors, drawn, others);
        var references = (vectors.index_select(0, drawn) + vectors.index_select(0, neighbours)) / 2;  // [samples · size, width]
        var held = cat([drawn.view(-1, size), neighbours.view(-1, size)], 1);           // [samples, 2 · size]
        return new(references.MoveToOuterDisposeScope(), held.MoveToOuterDisposeScope(), size);
    }

    /// <summary>
    /// The geometric mean over the samples of the mean squared distance to the nearest of a sample, for rows [rows, width]: [rows].
    /// </summary>
    public Tensor Squares(Tensor rows) => RowParts.Compute(rows, Chunk, part => Logarithms(part).mean([1]).exp());

    /// <summary>
    /// The squares of training rows by all of several samplings: the same mean, over those samples that hold neither the row nor one of its group.
    /// </summary>
    /// <param name="samplings">Samples, of which those that were drawn outside a row's fold never hold it.</param>
    /// <param name="vectors">The rows as each of them compares vectors [samplings] of [rows, width].</param>
    /// <param name="rows">Which training rows they are [rows].</param>
    /// <param name="units">What each training row belongs to: its group, or itself [training rows].</param>
    public static Tensor SquaresWithout(IReadOnlyList<SmallSamples> samplings, IReadOnlyList<Tensor> vectors, Tensor rows, Tensor units)
    {
        using var scope = NewDisposeScope();
        var (sums, counts) = (zeros(rows.shape[0], device: rows.device), zeros(rows.shape[0], device: rows.device));
        foreach (var (samples, own) in samplings.Zip(vectors))
        {
            using var inner = NewDisposeScope();
            var held = units.index_select(0, samples._held.flatten()).view_as(samples._held);
            foreach (var place in arange(rows.shape[0], device: rows.device).split(samples.Chunk))
            {
                using var partScope = NewDisposeScope();
                var unit = units.index_select(0, rows.index_select(0, place));
                var free = held.unsqueeze(0).ne(unit.view(-1, 1, 1)).all(2);            // [rows of the chunk, samples]
                var logarithms = samples.Logarithms(own.index_select(0, place));
                sums.index_add_(0, place, logarithms.masked_fill(free.logical_not(), 0).sum(1), 1);
                counts.index_add_(0, place, free.sum(1, type: ScalarType.Float32), 1);
            }
        }

        return (sums / counts).exp().MoveToOuterDisposeScope();
    }

    /// <summary>The same as graph: [rows, width] → [rows, 1].</summary>
    public string Squares(OnnxTape tape, string rows)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var lengths = tape.Constant("lengths", Vectors.square().sum(1));                 // [samples · size]
        var products = tape.Op("Gemm", [rows, tape.Constant("references", Vectors), lengths], ("alpha", -2f), ("transB", 1L));
        var bySample = tape.Op("Reshape", [products, tape.Integers("samples", -1, Vectors.shape[0] / _size, _size)]);  // [rows, samples, size]
        var smallest = tape.Op("ReduceMin", [bySample], ("axes", new long[] { 2 }), ("keepdims", 0L));  // [rows, samples]
        var squares = tape.Mul(tape.Relu(tape.Add(smallest, tape.SquaredLength(rows))), 1f / Vectors.shape[1]);
        var logarithms = tape.Log(tape.Plus(squares, SmallestDistance * SmallestDistance));
        return tape.Exp(tape.Op("ReduceMean", [logarithms], ("axes", new long[] { 1 }), ("keepdims", 1L)));
    }

    /// <summary>Rows that are compared at once.</summary>
    private long Chunk => Math.Max(1, ChunkDistances / Vectors.shape[0]);

    /// <summary>The logarithm of the mean squared distance of rows [rows, width] to the nearest of each sample: [rows, samples].</summary>
    private Tensor Logarithms(Tensor rows)
    {
        var squares = NearestReference.SquaredDistances(rows, Vectors).view(rows.shape[0], -1, _size).amin([2]);
        return ((squares.clamp_min(0) / rows.shape[1]) + (SmallestDistance * SmallestDistance)).log();
    }

    /// <summary>For each of some rows [drawn] the nearest of others [others]: [drawn].</summary>
    private static Tensor Neighbours(Tensor vectors, Tensor drawn, Tensor others)
    {
        var vectorsOfOthers = vectors.index_select(0, others);
        return others.index_select(0, RowParts.Compute(drawn, ChunkDistances / others.shape[0], part =>
        {
            var squares = NearestReference.SquaredDistances(vectors.index_select(0, part), vectorsOfOthers);
            return squares.masked_fill(part.unsqueeze(1).eq(others), float.PositiveInfinity).argmin(1);
        }));
    }
}
