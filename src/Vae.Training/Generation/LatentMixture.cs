using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Generation;

/// <summary>
/// A small mixture of Gaussians with full covariances: where a member's posterior means lie, and which residuals go with them. Groups come from
/// k-means; a covariance measured on few rows is drawn towards the one that all groups share.
/// </summary>
/// <param name="Weights">Share of the rows of each component [components].</param>
/// <param name="Means">[components, size].</param>
/// <param name="Roots">R with RᵀR = covariance: a row is mean + ε·R, ε standard normal [components, size, size].</param>
internal sealed record LatentMixture(Tensor Weights, Tensor Means, Tensor Roots)
{
    /// <summary>Components at most.</summary>
    private const int MostComponents = 128;

    /// <summary>Training rows per component on average, at least.</summary>
    private const int RowsPerComponent = 20;

    /// <summary>Numbers of all roots at most: they stand in the file.</summary>
    private const int MostNumbers = 1 << 17;

    /// <summary>
    /// Rows' worth of the shared covariance in that of a component, for each number of a row. More makes held-out rows likelier, but draws that trees
    /// tell from real rows more easily: they lie too wide.
    /// </summary>
    private const double SharedRows = 0.01;

    /// <summary>A component of fewer rows would say too much of each of them.</summary>
    private const int FewestRows = 10;

    /// <summary>Rows that are looked at.</summary>
    private const int MostRows = 4096;

    /// <summary>Fits rows [rows, size]; the tensors of the result belong to the dispose scope of the caller.</summary>
    public static LatentMixture Fit(Tensor rows, Generator generator)
    {
        using var scope = NewDisposeScope();
        var count = (int)Math.Min(rows.shape[0], MostRows);
        var sample = rows.index_select(0, randperm(rows.shape[0], generator: generator)[..count].to(rows.device)).cpu();  // [count, size]
        var size = sample.shape[1];
        var components = Math.Clamp(Math.Min(count / RowsPerComponent, MostNumbers / (size * size)), 1, MostComponents);
        var centres = Prototypes.OfNormal(sample, (int)components, generator);
        var groups = Groups(sample, centres).Select(group => sample.index_select(0, group).to(float64)).ToArray();
        Tensor[] means = [.. groups.Select(group => group.mean([0]))];
        Tensor[] scatters = [.. groups.Zip(means, (group, mean) => (group - mean).t().mm(group - mean))];
        var shared = scatters.Aggregate((sum, scatter) => sum + scatter) / count;         // [size, size]
        var roots = groups.Zip(scatters, (group, scatter) =>
        {
            var own = group.shape[0] / (group.shape[0] + (SharedRows * size));
            return Root((own * scatter / group.shape[0]) + ((1 - own) * shared));
        });
        var weights = tensor(groups.Select(group => (float)(group.shape[0] / (double)count)).ToArray());
        return new(
            weights.MoveToOuterDisposeScope(), stack(means).to(float32).MoveToOuterDisposeScope(),
            stack(roots.ToArray()).to(float32).MoveToOuterDisposeScope());
    }

    /// <summary>Draws rows: [count, size].</summary>
    public Tensor Draw(int count, Generator generator)
    {
        using var scope = NewDisposeScope();
        var components = multinomial(Weights, count, replacement: true, generator: generator);
        var noise = randn([count, Means.shape[1]], generator: generator);
        var rows = Means.index_select(0, components);
        for (var component = 0; component < Weights.shape[0]; component++)
        {
            var own = components.eq(component).nonzero().flatten();
            if (own.shape[0] > 0)
            {
                rows.index_add_(0, own, noise.index_select(0, own).mm(Roots[component]), 1);
            }
        }

        return rows.MoveToOuterDisposeScope();
    }

    /// <summary>The rows nearest to each centre; small groups are dealt to the others.</summary>
    private static Tensor[] Groups(Tensor rows, Tensor centres)
    {
        while (true)
        {
            var nearest = NearestReference.SquaredDistances(rows, centres).argmin(1);
            var sizes = zeros(centres.shape[0], dtype: int64).index_add_(0, nearest, ones_like(nearest), 1);
            var large = sizes.ge(Math.Min(FewestRows, rows.shape[0])).nonzero().flatten();
            if (large.shape[0] == centres.shape[0])
            {
                return [.. Enumerable.Range(0, (int)centres.shape[0]).Select(group => nearest.eq(group).nonzero().flatten())];
            }

            // At least the largest group stays, so that this ends.
            centres = centres.index_select(0, large.shape[0] > 0 ? large : sizes.argmax().view(1));
        }
    }

    private static Tensor Root(Tensor covariance)
    {
        var (values, vectors) = linalg.eigh(covariance);
        return values.clamp_min(0).sqrt().unsqueeze(1) * vectors.t();
    }
}
