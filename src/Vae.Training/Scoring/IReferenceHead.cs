using TorchSharp;

namespace Vae.Training.Scoring;

/// <summary>A head that compares rows with references.</summary>
internal interface IReferenceHead
{
    /// <summary>The references, by member or by fold, each [references, size].</summary>
    IReadOnlyList<torch.Tensor> References { get; }
}
