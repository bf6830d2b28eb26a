using TorchSharp;

namespace Vae.Training.Scoring;

/// <summary>What a member sees of rows, whatever they are.</summary>
internal interface ISight
{
    /// <summary>The member.</summary>
    int Member { get; }

    /// <summary>What it did not expect [rows, size].</summary>
    torch.Tensor Residuals { get; }
}
