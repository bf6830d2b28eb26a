using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>What a member sees of rows.</summary>
/// <param name="Member">The member.</param>
/// <param name="Residuals">Whitened residuals under it [rows, inputs].</param>
/// <param name="Inputs">The rows as it sees them [rows, inputs].</param>
internal sealed record TableSight(int Member, Tensor Residuals, Tensor Inputs) : ISight
{
    /// <summary>
    /// The training rows that they are [rows], or null for other rows: a row that is itself among the references is compared with the others.
    /// </summary>
    public Tensor? TrainingRows { get; init; }
}
