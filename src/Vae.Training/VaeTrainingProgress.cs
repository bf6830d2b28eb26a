namespace Vae.Training;

/// <summary>Where training stands. Reported about twenty times per run, and at its end.</summary>
/// <param name="Epoch">Passes over the training rows so far.</param>
/// <param name="Step">Optimiser steps taken so far.</param>
/// <param name="Steps">Optimiser steps planned.</param>
/// <param name="TrainingElbo">
/// Evidence lower bound of the latest batches in nats per row, mean over members, at sampled latents: higher is better. Scaled features, Gaussian
/// likelihood with the shared variance at its optimum.
/// </param>
/// <param name="ValidationElbo">The same for rows held out from each member, at the posterior mean.</param>
/// <param name="KlDivergence">The KL part of <paramref name="ValidationElbo"/> in nats per row.</param>
/// <param name="Elapsed">Time since training started.</param>
public sealed record VaeTrainingProgress(
    int Epoch, int Step, int Steps, double TrainingElbo, double ValidationElbo, double KlDivergence, TimeSpan Elapsed);
