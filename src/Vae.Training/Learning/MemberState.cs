namespace Vae.Training.Learning;

/// <summary>Where one member stands.</summary>
/// <param name="Member">Its number, from 0.</param>
/// <param name="Optimizer">Weights and moments.</param>
/// <param name="BestWeights">Its weights at the best report of the ensemble so far [weights]; null before the first.</param>
internal sealed record MemberState(int Member, OptimizerState Optimizer, float[]? BestWeights);
