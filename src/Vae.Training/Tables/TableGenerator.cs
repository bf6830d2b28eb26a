using Vae.MLNet.Generation;
using Vae.Training.Generation;
using Vae.Training.Learning;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>Fits what new rows of a table are made by: each member's mixture on the normal rows, then the way of what they draw to values.</summary>
internal sealed class TableGenerator(
    TableEnsemble ensemble, IMemberView view, Whitening whitening, TableScaler scaler, CancellationToken cancellation)
{
    /// <summary>Rows that are drawn to learn the way to values, at most and at least.</summary>
    private const int MostDrawn = 8192, FewestDrawn = 1024;

    /// <summary>Training rows that a member is fitted to, at most: distributions of so many are those of more.</summary>
    private const int MostRows = 1 << 16;

    /// <summary>Numbers that are drawn at most.</summary>
    private const int DrawnNumbers = 1 << 22;

    /// <summary>The generator; its tensors belong to the dispose scope of the caller.</summary>
    /// <param name="features">Normal training rows as the user has them [rows, features].</param>
    /// <param name="inputs">The same scaled [rows, inputs].</param>
    /// <param name="categories">The features of each text column.</param>
    /// <param name="generator">Draws, on the CPU.</param>
    public RowGenerator Fit(Tensor features, Tensor inputs, IReadOnlyList<Range> categories, Generator generator)
    {
        var rows = Spread(inputs);
        MemberGenerator[] members = [.. Enumerable.Range(0, ensemble.Members).Select(member => FitMember(member, rows, generator))];
        var count = Math.Clamp(DrawnNumbers / ensemble.Inputs, FewestDrawn, MostDrawn) / members.Length;
        using var scope = NewDisposeScope();
        var drawn = cat(members.Select((member, index) => member.Draw(count, latent => Decoded(latent, index), generator)).ToArray());
        var host = features.cpu();
        var marginals = new NumberMarginal[ensemble.Inputs];
        Numbers(drawn, host, marginals);
        foreach (var category in categories)
        {
            Categories(category, drawn, host, marginals);
        }

        return new(members)
        {
            Marginals = marginals,
            Places = scaler.Varying,
            Constants = scaler.Mean,
            MissingShares = host.isnan().to(float32).mean([0]).data<float>().ToArray(),
            RareRows = RareRows.Sketch(host),
        };
    }

    private MemberGenerator FitMember(int member, Tensor inputs, Generator generator)
    {
        using var scope = NewDisposeScope();
        cancellation.ThrowIfCancellationRequested();
        var means = ensemble.EncodeMember(view.Apply(inputs, member), member).Mean.cpu();  // [rows, latent]
        var fitted = MemberGenerator.Of(means, inputs.cpu() - Decoded(means, member), generator);
        return new(
            new(
                fitted.Mixture.Weights.MoveToOuterDisposeScope(), fitted.Mixture.Means.MoveToOuterDisposeScope(),
                fitted.Mixture.Roots.MoveToOuterDisposeScope()),
            fitted.Directions!.MoveToOuterDisposeScope(), fitted.Noise!.MoveToOuterDisposeScope());
    }

    /// <summary>Rows spread evenly over all.</summary>
    private static Tensor Spread(Tensor rows) => rows.shape[0] <= MostRows ? rows : rows.index_select(
        0, tensor(Enumerable.Range(0, MostRows).Select(i => i * rows.shape[0] / MostRows).ToArray(), device: rows.device));

    /// <summary>What a member makes of latents on the CPU, its mean held-out residual included, as the graph does: [rows, inputs].</summary>
    private Tensor Decoded(Tensor latent, int member) =>
        (ensemble.DecodeMember(latent.to(whitening.Bias.device), member) + whitening.Bias[member]).cpu();

    private void Numbers(Tensor drawn, Tensor features, NumberMarginal[] marginals)
    {
        for (var input = 0; input < marginals.Length; input++)
        {
            cancellation.ThrowIfCancellationRequested();
            var values = Sorted(features.select(1, scaler.Varying[input]));
            marginals[input] = NumberMarginal.Fit(Sorted(drawn.select(1, input)), values.Length > 0 ? values : [scaler.Mean[scaler.Varying[input]]]);
        }
    }

    /// <summary>The categories of one text column that vary; with none, the column is constant.</summary>
    private void Categories(Range category, Tensor drawn, Tensor features, NumberMarginal[] marginals)
    {
        using var scope = NewDisposeScope();
        int[] inputs = [.. Enumerable.Range(0, marginals.Length)
            .Where(input => scaler.Varying[input] >= category.Start.Value && scaler.Varying[input] < category.End.Value)];
        if (inputs.Length == 0)
        {
            return;
        }

        var units = scaler.Invert(drawn, scaler.Mean.Length);                           // [rows, features]
        var places = tensor(inputs.Select(input => (long)scaler.Varying[input]).ToArray());
        var own = features.index_select(1, places);
        var shares = where(own.isnan(), zeros_like(own), own).mean([0]);
        var offsets = CategoryOffsets.Fit(units.index_select(1, places), shares / shares.sum().clamp_min(float.Epsilon));
        foreach (var (input, index) in inputs.Select((input, index) => (input, index)))
        {
            var way = new float[NumberMarginal.Knots];
            (way[0], way[1], way[2]) = (scaler.Mean[scaler.Varying[input]], UnitOf(scaler.Varying[input]), offsets[index]);
            marginals[input] = new(MarginalKind.Category, new float[NumberMarginal.Knots], way, ValueDecimals.Any);
        }
    }

    /// <summary>What one of a scaled number is in the feature's own unit.</summary>
    private float UnitOf(int feature) => scaler.Scale[feature] / (scaler.Weight?[feature] ?? 1);

    private static float[] Sorted(Tensor values)
    {
        using var scope = NewDisposeScope();
        float[] finite = [.. values.contiguous().data<float>().Where(float.IsFinite)];
        Array.Sort(finite);
        return finite;
    }
}
