namespace Vae.MLNet;

/// <summary>What a model says of one row; the numbers are those of <see cref="VaeScores"/>.</summary>
/// <param name="Score">
/// −log10 of the calibrated p-value, continued beyond the sample: higher is more anomalous. NaN where every feature is missing, which JSON has no
/// number for.
/// </param>
/// <param name="PredictedLabel">True for an anomaly, and for a row that cannot be judged.</param>
/// <param name="PValue">The share of normal rows at least as anomalous, 1 / (calibration rows + 1) to 1.</param>
/// <param name="ReconstructionError">How far the row is from what the model expected, in nats.</param>
/// <param name="KlDivergence">Kullback-Leibler divergence of the posterior from the prior, in nats.</param>
public readonly record struct VaeRowScore(float Score, bool PredictedLabel, float PValue, float ReconstructionError, float KlDivergence);
