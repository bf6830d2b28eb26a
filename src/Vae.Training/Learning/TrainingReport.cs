namespace Vae.Training.Learning;

/// <summary>A report with the numbers of each member that learns.</summary>
/// <param name="Epoch">Passes over the training rows so far.</param>
/// <param name="Step">Optimiser steps taken so far.</param>
/// <param name="Members">The numbers of the members, in their order.</param>
/// <param name="Elapsed">Time since training started.</param>
internal sealed record TrainingReport(int Epoch, int Step, IReadOnlyList<MemberReport> Members, TimeSpan Elapsed)
{
    /// <summary>As users see it: means over the members.</summary>
    /// <param name="steps">Optimiser steps planned.</param>
    public VaeTrainingProgress Progress(int steps) => new(
        Epoch, Step, steps, Members.Average(member => member.TrainingElbo), Members.Average(member => member.ValidationElbo),
        Members.Average(member => member.KlDivergence), Elapsed);
}

/// <summary>The numbers of a member, in nats per row; see <see cref="VaeTrainingProgress"/>.</summary>
/// <param name="TrainingElbo">Evidence lower bound of its latest batch, at sampled latents.</param>
/// <param name="ValidationElbo">The same for rows held out from it, at the posterior mean.</param>
/// <param name="KlDivergence">The KL part of that.</param>
internal sealed record MemberReport(double TrainingElbo, double ValidationElbo, double KlDivergence);
