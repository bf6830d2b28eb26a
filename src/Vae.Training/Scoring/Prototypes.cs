using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Scoring;

/// <summary>Centres of groups of rows by k-means (Lloyd 1982), to stand for the rows. No prototype is a training row.</summary>
internal static class Prototypes
{
    /// <summary>Iterations: the centres hardly move afterwards.</summary>
    private const int Iterations = 10;

    /// <summary>Rows per prototype on average, at least.</summary>
    private const int RowsPerPrototype = 2;

    /// <summary>Rows per prototype that the search looks at, at most: more move the centres too little to be worth the time.</summary>
    private const int SampledRowsPerPrototype = 64;

    /// <summary>The same of very many rows or prototypes.</summary>
    private const int ManyRowsPerPrototype = 16, ManyIterations = 4;

    /// <summary>Rows that the search looks at, at most, unless that is fewer for each of many prototypes.</summary>
    private const int SampledRows = 16_384;

    /// <summary>Distances that are in memory at once.</summary>
    private const long ChunkDistances = 1 << 26;

    /// <summary>Groups below this size are taken for anomalies in data with declared contamination.</summary>
    private const int SmallestTrustedGroup = 3;

    /// <summary>
    /// At most <paramref name="count"/> centres of normal rows [rows, size]: [centres, size]. Seeded far apart (k-means++, Arthur and Vassilvitskii
    /// 2007), which covers the rare but normal; a group of one row is replaced by the mean of the two rows nearest to it.
    /// </summary>
    public static Tensor OfNormal(Tensor rows, int count, Generator generator)
    {
        using var scope = NewDisposeScope();
        var sample = Sample(rows, count, generator);
        var (centres, sizes) = Lloyd(sample, FarApart(sample, Centres(rows, count), generator));
        var single = sizes.le(1).nonzero().flatten();
        if (single.shape[0] > 0 && sample.shape[0] >= 2)
        {
            var distances = NearestReference.SquaredDistances(centres.index_select(0, single), sample);  // [groups, rows]
            var nearest = distances.topk(2, 1, largest: false).indexes;                 // [groups, 2]
            centres.index_copy_(0, single, sample.index_select(0, nearest.flatten()).view(single.shape[0], 2, -1).mean([1]));
        }

        return centres.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// At most <paramref name="count"/> centres of rows [rows, size] among which anomalies may hide: [centres, size]. Seeded at random, so that
    /// outliers seldom become seeds; small groups are dropped.
    /// </summary>
    public static Tensor OfContaminated(Tensor rows, int count, Generator generator)
    {
        using var scope = NewDisposeScope();
        var sample = Sample(rows, count, generator);
        var (centres, sizes) = Lloyd(sample, sample[..Centres(rows, count)].clone());
        var trusted = sizes.ge(SmallestTrustedGroup).nonzero().flatten();
        return (trusted.shape[0] > 0 ? centres.index_select(0, trusted) : centres).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Centres of very many rows [rows, size], such as patches of images: exactly <paramref name="count"/>, or as many as there are pairs of rows.
    /// Seeded at random and moved a few times, on some rows for each: distances to so many centres hardly depend on more.
    /// </summary>
    public static Tensor OfMany(Tensor rows, int count, Generator generator)
    {
        using var scope = NewDisposeScope();
        var centres = Centres(rows, count);
        var order = randperm(rows.shape[0], generator: generator)[..(int)Math.Min(rows.shape[0], (long)centres * ManyRowsPerPrototype)];
        var sample = rows.index_select(0, order.to(rows.device));
        return Lloyd(sample, sample[..centres].clone(), ManyIterations).Centres.MoveToOuterDisposeScope();
    }

    private static int Centres(Tensor rows, int count) => (int)Math.Max(1, Math.Min(count, rows.shape[0] / RowsPerPrototype));

    private static Tensor Sample(Tensor rows, int count, Generator generator)
    {
        var order = randperm(rows.shape[0], generator: generator);
        var most = Math.Min((long)count * SampledRowsPerPrototype, Math.Max(SampledRows, (long)count * ManyRowsPerPrototype));
        return rows.index_select(0, order[..(int)Math.Min(rows.shape[0], most)].to(rows.device));
    }

    /// <summary>Seeds drawn one by one with probability proportional to the squared distance to the nearest seed so far: [centres, size].</summary>
    private static Tensor FarApart(Tensor sample, int centres, Generator generator)
    {
        var draws = rand(centres, dtype: float64, generator: generator).data<double>().ToArray();
        var seeds = new List<Tensor> { sample[..1] };
        var lengths = WideTable.HasMany(sample.shape[1]) ? sample.square().sum(1) : null;  // [rows]
        var distances = full(sample.shape[0], double.PositiveInfinity, dtype: float64, device: sample.device);
        for (var i = 1; i < centres; i++)
        {
            using var scope = NewDisposeScope();
            var before = distances;
            distances = before.minimum(Squares(sample, seeds[^1], lengths).to(float64)).MoveToOuterDisposeScope();
            before.Dispose();
            var cumulated = distances.cumsum(0);
            var pick = searchsorted(cumulated, cumulated[-1] * draws[i]).clamp_max(sample.shape[0] - 1);
            seeds.Add(sample.index_select(0, pick.view(1)).MoveToOuterDisposeScope());
        }

        return cat(seeds.ToArray());
    }

    /// <summary>Squared distances to a seed [1, size]: of long vectors by one product, which reads them once [rows].</summary>
    private static Tensor Squares(Tensor sample, Tensor seed, Tensor? lengths) => lengths is null
        ? (sample - seed).square().sum(1)
        : (lengths - (2 * sample.mv(seed[0])) + seed.square().sum()).clamp_min(0);

    private static (Tensor Centres, Tensor Sizes) Lloyd(Tensor sample, Tensor centres, int iterations = Iterations)
    {
        var ones = torch.ones(sample.shape[0], device: sample.device);
        var sizes = ones;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            using var scope = NewDisposeScope();
            var nearest = Nearest(sample, centres);                                      // [rows]
            sizes = zeros(centres.shape[0], device: sample.device).index_add_(0, nearest, ones, 1).MoveToOuterDisposeScope();
            var sums = zeros_like(centres).index_add_(0, nearest, sample, 1);
            centres = where((sizes > 0).unsqueeze(1), sums / sizes.clamp_min(1).unsqueeze(1), centres).MoveToOuterDisposeScope();
        }

        return (centres, sizes);
    }

    /// <summary>The nearest centre of each row [rows].</summary>
    private static Tensor Nearest(Tensor sample, Tensor centres) => RowParts.Compute(
        sample, ChunkDistances / centres.shape[0], part => NearestReference.SquaredDistances(part, centres).argmin(1));
}
