using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>What a member sees of rows.</summary>
/// <param name="Member">The member.</param>
/// <param name="Residuals">Whitened residuals under it [rows, inputs].</param>
/// <param name="Viewed">The rows as it sees them [rows, inputs].</param>
internal sealed record TableSight(int Member, Tensor Residuals, Tensor Viewed) : ISight;
