using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Onnx;
using Vae.Training.Learning;
using Vae.Training.Scoring;

namespace Vae.Training.Export;

/// <summary>A trained detector with all that becomes of it: what its modality knows and export does not.</summary>
/// <param name="Detector">The calibrated detector.</param>
/// <param name="Probes">Rows as the user has them, to verify the export on [rows, features].</param>
/// <param name="Plan">How its members learnt.</param>
/// <param name="History">The reports of the run, in order.</param>
/// <param name="Score">Every output of the graph but the label, for rows as the user has them [rows, features], by TorchSharp.</param>
/// <param name="Write">The detector as one graph, with the metadata given.</param>
/// <param name="WriteDecoder">The decoder of the first member as a graph, with the metadata given.</param>
internal sealed record Exportable(
    IDetector Detector,
    torch.Tensor Probes,
    LearningPlan Plan,
    IReadOnlyList<VaeTrainingProgress> History,
    Func<torch.Tensor, IReadOnlyDictionary<VaeOutput, torch.Tensor>> Score,
    Func<VaeModelInfo, ModelProto> Write,
    Func<VaeModelInfo, ModelProto> WriteDecoder)
{
    /// <summary>
    /// How far the scores of rows [rows, features] move while member scores move by a difference to either side [rows]; null: as far as anywhere.
    /// </summary>
    public Func<torch.Tensor, double, torch.Tensor>? Leeway { get; init; }

    /// <summary>What the user should know of the rows.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
