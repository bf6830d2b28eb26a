namespace Vae.Training.Tables;

/// <summary>What novelties weigh, by kind.</summary>
/// <param name="Categories">An unseen category in each text column [text columns].</param>
/// <param name="Constants">A change of each watched feature [constants].</param>
/// <param name="Ranges">A value beyond each range [ranges].</param>
internal sealed record RarityWeights(float[] Categories, float[] Constants, float[] Ranges);
