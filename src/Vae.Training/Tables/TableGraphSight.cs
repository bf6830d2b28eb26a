using Vae.Training.Graph;
using Vae.Training.Scoring;

namespace Vae.Training.Tables;

/// <summary>What a member sees of rows, as graph.</summary>
/// <param name="Member">The member.</param>
/// <param name="Whitened">Whitened residuals under it [rows, inputs].</param>
/// <param name="Viewed">The rows as it sees them [rows, inputs].</param>
/// <param name="Inputs">The rows as they are, the same for all members [rows, inputs].</param>
internal sealed record TableGraphSight(int Member, string Whitened, string Viewed, string Inputs) : IGraphSight
{
    /// <inheritdoc/>
    public string Residuals(OnnxTape tape) => Whitened;
}
