using static TorchSharp.torch;

namespace Vae.Training.Generation;

/// <summary>
/// How one member makes rows: a latent and a residual that goes with it, drawn together. A row is what the decoder makes of the latent, plus the
/// residual: along a few directions as drawn, across them independent noise.
/// </summary>
/// <param name="Mixture">Latents, and beside them places along the directions [.., latent + directions].</param>
/// <param name="Directions">Where residuals vary most, orthonormal [directions, inputs]; null where rows are decoded without residual.</param>
/// <param name="Noise">Spread of what the directions leave [inputs]; null likewise.</param>
internal sealed record MemberGenerator(LatentMixture Mixture, Tensor? Directions, Tensor? Noise)
{
    /// <summary>Directions at most: the mixture grows with their square.</summary>
    private const int MostDirections = 32;

    /// <summary>A generator of rows without residuals, from posterior means [rows, latent].</summary>
    public static MemberGenerator Of(Tensor means, Generator generator) => new(LatentMixture.Fit(means, generator), null, null);

    /// <summary>A generator of rows with residuals.</summary>
    /// <param name="means">Posterior means of rows [rows, latent].</param>
    /// <param name="residuals">What the decoder made of them, taken from the rows [rows, inputs].</param>
    /// <param name="generator">Draws rows and first centres.</param>
    public static MemberGenerator Of(Tensor means, Tensor residuals, Generator generator)
    {
        using var scope = NewDisposeScope();
        var centred = residuals - residuals.mean([0]);
        var directions = LargestDirections.Of(centred, (int)Math.Min(MostDirections, residuals.shape[1]), generator);  // [directions, inputs]
        var places = residuals.mm(directions.t());                                      // [rows, directions]
        var rest = residuals - places.mm(directions);
        var noise = (rest - rest.mean([0])).square().mean([0]).sqrt();
        var mixture = LatentMixture.Fit(cat([means, places], 1), generator);
        return new(
            new(mixture.Weights.MoveToOuterDisposeScope(), mixture.Means.MoveToOuterDisposeScope(), mixture.Roots.MoveToOuterDisposeScope()),
            directions.cpu().MoveToOuterDisposeScope(), noise.cpu().MoveToOuterDisposeScope());
    }

    /// <summary>Draws rows before they are put through the marginals [count, inputs].</summary>
    /// <param name="count">How many.</param>
    /// <param name="decode">What the member makes of latents [count, latent] → [count, inputs], on the CPU.</param>
    /// <param name="generator">Draws.</param>
    public Tensor Draw(int count, Func<Tensor, Tensor> decode, Generator generator)
    {
        using var scope = NewDisposeScope();
        var drawn = Mixture.Draw(count, generator);
        if (Directions is null || Noise is null)
        {
            return decode(drawn).MoveToOuterDisposeScope();
        }

        var latent = drawn.shape[1] - Directions.shape[0];
        var rows = decode(drawn.narrow(1, 0, latent));
        var noise = randn(rows.shape, generator: generator) * Noise;
        return (rows + drawn.narrow(1, latent, Directions.shape[0]).mm(Directions) + noise).MoveToOuterDisposeScope();
    }
}
