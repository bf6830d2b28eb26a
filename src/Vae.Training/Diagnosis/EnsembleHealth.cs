using TorchSharp;
using Vae.Training.Generation;
using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Diagnosis;

/// <summary>How much the members learnt, measured on rows held out from each; means over the members, which sees the worst of them first.</summary>
/// <param name="Alive">
/// Latent dimensions whose mean KL divergence is above a hundredth of a nat: the others stay at the prior whatever the row, and say nothing.
/// </param>
/// <param name="Answered">
/// The variance of the reconstructions over the rows as a share of that of the rows: 0 where the decoder says the same whatever it is given.
/// </param>
/// <param name="Error">
/// The squared error of the reconstructions as a share of the variance of the rows: 1 for a model that knows their mean alone.
/// </param>
/// <param name="LinearError">
/// The same for principal components of the rows that the member saw, as many as it has latent dimensions alive; null where they are no measure.
/// </param>
internal sealed record EnsembleHealth(double Alive, double Answered, double Error, double? LinearError)
{
    /// <summary>Rows that are looked at per member.</summary>
    private const int MostHeldOut = 2_048, MostSeen = 4_096;

    /// <summary>Numbers that principal components are taken from, at most; wide rows get fewer.</summary>
    private const long MostValues = 1 << 22;

    private const int MostComponents = 64;

    private const double LeastDivergence = 0.01;

    /// <summary>Measures.</summary>
    /// <param name="ensemble">The trained members.</param>
    /// <param name="view">What each sees of a row.</param>
    /// <param name="inputs">Rows as the networks take them [rows, inputs].</param>
    /// <param name="folds">Who never saw what.</param>
    /// <param name="isVariational">False for plain autoencoders, whose latents all count as alive.</param>
    /// <param name="comparesLinear">Whether principal components are a measure: of tables, not of images.</param>
    /// <param name="cancellation">Abandons it.</param>
    public static EnsembleHealth Of(
        IEnsemble ensemble, IMemberView view, Tensor inputs, Folds folds, bool isVariational, bool comparesLinear, CancellationToken cancellation)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var members = Enumerable.Range(0, ensemble.Members).Select(member =>
        {
            cancellation.ThrowIfCancellationRequested();
            var most = (int)Math.Clamp(MostValues / ensemble.Inputs, 64, MostSeen);
            var seen = view.Apply(Rows(inputs, folds.Seen[member], most), member);            // [rows, inputs]
            var heldOut = view.Apply(Rows(inputs, folds.HeldOut[member], Math.Min(most, MostHeldOut)), member);
            return OfMember(ensemble, member, seen, heldOut, isVariational, comparesLinear ? generator : null);
        }).ToArray();
        return new(
            members.Average(member => member.Alive), members.Min(member => member.Answered), members.Average(member => member.Error),
            members.Average(member => member.LinearError));
    }

    private static EnsembleHealth OfMember(
        IEnsemble ensemble, int member, Tensor seen, Tensor heldOut, bool isVariational, Generator? generator)
    {
        using var scope = NewDisposeScope();
        var (mean, logVariance) = ensemble.EncodeMember(heldOut, member);                  // [rows, latent]
        var expected = ensemble.DecodeMember(mean, member);                                // [rows, inputs]
        var divergence = 0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).mean([0]);
        var alive = isVariational ? (int)(divergence > LeastDivergence).sum().ToInt64() : ensemble.Latent;
        var centre = seen.mean([0], keepdim: true);
        var (rows, answers) = (heldOut - centre, expected - expected.mean([0], keepdim: true));
        var variance = Math.Max(1e-12, rows.square().mean().ToDouble());
        return new(
            alive, answers.square().mean().ToDouble() / variance, (heldOut - expected).square().mean().ToDouble() / variance,
            generator is null ? null : LinearErrorOf((seen - centre).cpu(), rows.cpu(), alive, generator) / variance);
    }

    /// <summary>The mean squared error of rows around 0 [rows, inputs] that is left by the largest directions of others.</summary>
    private static double LinearErrorOf(Tensor seen, Tensor rows, int alive, Generator generator)
    {
        var components = (int)Math.Min(Math.Min(alive, MostComponents), Math.Min(seen.shape[0], seen.shape[1]) / 2);
        if (components == 0)
        {
            return rows.square().mean().ToDouble();
        }

        var directions = LargestDirections.Of(seen, components, generator);               // [components, inputs]
        return (rows - rows.mm(directions.t()).mm(directions)).square().mean().ToDouble();
    }

    private static Tensor Rows(Tensor inputs, long[] rows, int most)
    {
        var step = Math.Max(1, (rows.Length + most - 1) / most);
        return inputs.index_select(0, tensor(rows.Where((_, place) => place % step == 0).ToArray(), device: inputs.device));
    }
}
