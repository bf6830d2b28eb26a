using TorchSharp;

namespace Vae.Training;

/// <summary>What a training run leaves behind, before export.</summary>
/// <param name="Detector">The calibrated detector.</param>
/// <param name="Probes">Raw rows to verify an export on [rows, raw features].</param>
/// <param name="History">The reports of the run, in order.</param>
internal sealed record TrainedDetector(IFittedDetector Detector, torch.Tensor Probes, IReadOnlyList<VaeTrainingProgress> History);
