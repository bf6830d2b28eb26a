using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>
/// Each feature's share of what makes a row odd, by TorchSharp. The heads' part of the member score goes to the inputs by the geometric mean of two
/// squares: the whitened residual and the leave-one-out residual; the novelties' part goes to the features that are new.
/// </summary>
internal sealed class TableContributions(TableDetector detector)
{
    /// <summary>Added to every share of an input and to the heads' part: keeps 0 / 0 out, and is far below what can be told.</summary>
    public const float SmallestPart = 1e-12f, SmallestExcess = 1e-6f;

    /// <summary>The shares; NaN for a row without a value [rows, features].</summary>
    /// <param name="features">Rows as the user has them [rows, features].</param>
    /// <param name="inputs">The same scaled [rows, inputs].</param>
    /// <param name="whitened">Whitened residuals [members, rows, inputs].</param>
    /// <param name="heads">The mean of the calibrated heads [members] of [rows].</param>
    public Tensor Shares(Tensor features, Tensor inputs, Tensor whitened, IReadOnlyList<Tensor> heads)
    {
        var squares = whitened.square().mean([0]) * detector.LeaveOneOut.Apply(inputs).square();  // [rows, inputs]
        var parts = squares.sqrt() + SmallestPart;
        var excess = stack(heads.ToArray(), 1).mean([1], keepdim: true).clamp_min(0) + SmallestExcess;  // [rows, 1]
        var shares = detector.Scaler.Spread(parts / parts.sum(1, keepdim: true) * excess, features.shape[1]) + Novelties(features);
        shares /= shares.sum(1, keepdim: true);
        return shares.masked_fill(features.isnan().all(1).unsqueeze(1), float.NaN);
    }

    /// <summary>What the novelties of each feature add to the member scores, in the mean over the members [rows, features].</summary>
    private Tensor Novelties(Tensor features)
    {
        var added = detector.Novelty.AddChanged(zeros_like(features), features, NoveltyCounter.ScoreWeight);
        foreach (var category in detector.Novelty.Categories)
        {
            var (start, width) = (category.Start.Value, category.End.Value - category.Start.Value);
            added.narrow(1, start, width).add_(NoveltyCounter.Unseen(features, category) * (NoveltyCounter.ScoreWeight / width));
        }

        return added;
    }
}
