using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>What members see of rows.</summary>
internal interface IMemberView
{
    /// <summary>
    /// Rows as every member sees them: [rows, inputs] or [members, rows, inputs] → [members, rows, inputs], or unchanged where all see all.
    /// </summary>
    Tensor Apply(Tensor inputs);

    /// <summary>Rows as one member sees them: [rows, inputs].</summary>
    Tensor Apply(Tensor inputs, int member);
}
