namespace Vae.MLNet.Generation;

/// <summary>Where given rows lie in the latent space of the first member, and how surely.</summary>
/// <param name="Means">[rows, latent].</param>
/// <param name="LogVariances">[rows, latent].</param>
/// <param name="Latent">Latent dimensions.</param>
internal sealed record LatentPosterior(float[] Means, float[] LogVariances, int Latent)
{
    public int Rows => Means.Length / Latent;

    /// <summary>z = μ + σ·ε of one row.</summary>
    public void Draw(int row, ReadOnlySpan<float> noise, Span<float> latent)
    {
        for (var dimension = 0; dimension < Latent; dimension++)
        {
            var place = (row * Latent) + dimension;
            latent[dimension] = Means[place] + (MathF.Exp(0.5f * LogVariances[place]) * noise[dimension]);
        }
    }
}
