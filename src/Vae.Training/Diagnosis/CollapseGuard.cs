namespace Vae.Training.Diagnosis;

/// <summary>Says where the members learnt too little to be of use, and what to try.</summary>
internal static class CollapseGuard
{
    /// <summary>Below this share of the variance a decoder counts as one that ignores its input.</summary>
    private const double LeastAnswered = 0.01;

    /// <summary>Latent dimensions alive, below which the members count as collapsed.</summary>
    private const double LeastAlive = 0.5;

    /// <summary>
    /// How much worse than principal components members may be: in times, and in shares of the variance. Components in full number lose next to
    /// nothing, where a good VAE still pays for its noise: 2.5 times as much on the worst of 10 public tables,
    /// where that was 3 instead of 1 % of the variance.
    /// </summary>
    private const double MostOfLinear = 2.5, MostBeyondLinear = 0.1;

    /// <summary>The share of held-out rows that may have one and the same score.</summary>
    private const double MostOfOneScore = 0.9;

    /// <summary>Sentences, one for each flaw.</summary>
    /// <param name="health">How much the members learnt.</param>
    /// <param name="scores">The scores of held-out rows; NaN for rows without a value.</param>
    /// <param name="options">How they learnt.</param>
    /// <param name="last">The last report of the run.</param>
    public static IEnumerable<string> Remarks(
        EnsembleHealth health, IReadOnlyList<float> scores, VaeTrainingOptions options, VaeTrainingProgress last)
    {
        if (health.Alive < LeastAlive || health.Answered < LeastAnswered)
        {
            yield return FormattableString.Invariant($"The members collapsed: {health.Alive:0.#} of their latent dimensions say anything of a row, ")
                + FormattableString.Invariant($"and what they expect varies by {health.Answered:0.0 %} of what rows do. ")
                + $"Unless the columns have nothing to do with each other, scores see little more than the mean. {Advice(options, last)}";
        }
        else if (health.LinearError is { } linear && health.Error > MostOfLinear * linear && health.Error > linear + MostBeyondLinear)
        {
            yield return FormattableString.Invariant($"The members are worse than principal components: of the variance of held-out rows they leave ")
                + FormattableString.Invariant($"{health.Error:0 %}, as many components as they have latent dimensions in use {linear:0 %}. ")
                + Advice(options, last);
        }

        if (ShareOfOneScore(scores) is > MostOfOneScore and var share)
        {
            yield return FormattableString.Invariant($"{share:0 %} of the held-out rows have one and the same score, ")
                + "so that scores hardly rank them. See whether columns that vary were left out, or rows are copies of a few.";
        }
    }

    private static string Advice(VaeTrainingOptions options, VaeTrainingProgress last) =>
        last.Step < last.Steps
            ? FormattableString.Invariant($"Training ended after step {last.Step} of {last.Steps}: let it come to its end.")
        : options.KlWeight > 1 ? FormattableString.Invariant($"Lower KlWeight, which is {options.KlWeight}, to 1.")
        : options.Steps is not null ? "Train longer: more --steps, in code Steps, or leave that to the default."
        : options.LearningRate != new VaeTrainingOptions().LearningRate ? "Leave LearningRate to the default."
        : "Try more --steps, or plain autoencoders: --autoencoder plain; in code Steps and Autoencoder.";

    private static double ShareOfOneScore(IReadOnlyList<float> scores)
    {
        var judged = scores.Where(score => !float.IsNaN(score)).ToList();
        return judged.Count == 0 ? 0 : (double)judged.CountBy(score => score).Max(pair => pair.Value) / judged.Count;
    }
}
