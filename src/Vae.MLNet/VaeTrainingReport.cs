namespace Vae.MLNet;

/// <summary>Where the training of a model stood at some step, as its file keeps it. Holds no times, so that equal runs leave equal files.</summary>
/// <param name="Epoch">Passes over the training rows so far.</param>
/// <param name="Step">Optimiser steps taken so far.</param>
/// <param name="TrainingElbo">Evidence lower bound of the latest batches in nats per row, mean over members: higher is better.</param>
/// <param name="ValidationElbo">The same for rows held out from each member, at the posterior mean.</param>
/// <param name="KlDivergence">The KL part of <paramref name="ValidationElbo"/> in nats per row.</param>
public sealed record VaeTrainingReport(int Epoch, int Step, double TrainingElbo, double ValidationElbo, double KlDivergence);
