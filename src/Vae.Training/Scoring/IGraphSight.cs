using Vae.Training.Graph;

namespace Vae.Training.Scoring;

/// <summary>What a member sees of rows, whatever they are, as graph: see <see cref="ISight"/>.</summary>
internal interface IGraphSight
{
    /// <summary>The member.</summary>
    int Member { get; }

    /// <summary>What it did not expect [rows, size].</summary>
    string Residuals(OnnxTape tape);
}
