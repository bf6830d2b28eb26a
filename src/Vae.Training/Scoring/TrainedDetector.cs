using TorchSharp;
using Vae.Training.Learning;

namespace Vae.Training.Scoring;

/// <summary>What a training run leaves behind, before export.</summary>
/// <param name="Detector">The calibrated detector.</param>
/// <param name="Probes">Rows as the user has them, to verify an export on [rows, features].</param>
/// <param name="Plan">How its members learnt, what the width of a table decides among it.</param>
/// <param name="History">The reports of the run, in order.</param>
internal sealed record TrainedDetector<TDetector>(
    TDetector Detector, torch.Tensor Probes, LearningPlan Plan, IReadOnlyList<VaeTrainingProgress> History)
    where TDetector : IDetector
{
    /// <summary>What the user should know of the rows, one sentence or two each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
