namespace Vae.Training.Learning;

/// <summary>What an optimiser knows of one member, parameter after parameter.</summary>
/// <param name="Weights">[weights].</param>
/// <param name="FirstMoments">Running mean of the gradients [weights].</param>
/// <param name="SecondMoments">Running mean of their squares [weights].</param>
/// <param name="Steps">Steps taken.</param>
internal sealed record OptimizerState(float[] Weights, float[] FirstMoments, float[] SecondMoments, int Steps);
