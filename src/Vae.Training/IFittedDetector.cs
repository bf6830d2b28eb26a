using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Onnx;
using Vae.Training.Calibration;
using Vae.Training.Network;

namespace Vae.Training;

/// <summary>A detector after training and calibration: what the exporter writes, and what TorchSharp scores with.</summary>
internal interface IFittedDetector
{
    /// <summary>How the score is formed.</summary>
    VaeScoreKind ScoreKind { get; }

    /// <summary>The trained members.</summary>
    IEnsemble Ensemble { get; }

    /// <summary>What the references are.</summary>
    VaeReferenceKind References { get; }

    /// <summary>The reference vectors of all heads and members, each [references, size].</summary>
    IEnumerable<torch.Tensor> ReferenceVectors { get; }

    /// <summary>What turns member scores into scores.</summary>
    ScoreCalibration Calibration { get; }

    /// <summary>The detector as one graph, with the metadata of <paramref name="info"/>.</summary>
    ModelProto WriteModel(VaeModelInfo info);

    /// <summary>The decoder of the first member as a graph, with the metadata of <paramref name="info"/>.</summary>
    ModelProto WriteDecoder(VaeModelInfo info);

    /// <summary>Every output of the graph but the label, for raw rows [rows, features], by TorchSharp.</summary>
    IReadOnlyDictionary<string, torch.Tensor> Score(torch.Tensor raw);

    /// <summary>What counts as small for each feature of a reconstruction: [features], or one number for all.</summary>
    float[] Units { get; }
}
