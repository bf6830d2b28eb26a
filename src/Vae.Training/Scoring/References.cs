using TorchSharp;

namespace Vae.Training.Scoring;

/// <summary>What rows are compared with.</summary>
/// <param name="Vectors">[references, size].</param>
/// <param name="Rows">The training row that each reference is [references], or null for prototypes.</param>
internal sealed record References(torch.Tensor Vectors, torch.Tensor? Rows);
