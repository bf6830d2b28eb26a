using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Onnx;
using Vae.Training.Calibration;
using Vae.Training.Export;
using Vae.Training.Network;
using Vae.Training.Preprocessing;

namespace Vae.Training;

/// <summary>Everything that a detector for tables consists of.</summary>
internal sealed record TableDetector : IFittedDetector
{
    /// <inheritdoc/>
    public required VaeScoreKind ScoreKind { get; init; }

    public required FeatureScaler Scaler { get; init; }

    public required NoveltyCounter Novelty { get; init; }

    /// <summary>What each member sees of a scaled row; null: all of it.</summary>
    public required MemberView? View { get; init; }

    public required DenseEnsemble Ensemble { get; init; }

    public required Whitening Whitening { get; init; }

    public required IReadOnlyList<Head> Heads { get; init; }

    /// <inheritdoc/>
    public required VaeReferenceKind References { get; init; }

    /// <inheritdoc/>
    public required ScoreCalibration Calibration { get; init; }

    /// <inheritdoc/>
    public IEnumerable<torch.Tensor> ReferenceVectors => Heads.SelectMany(head => head.References ?? []).Select(references => references.Vectors);

    /// <inheritdoc/>
    public float[] Units => Scaler.Scale;

    IEnsemble IFittedDetector.Ensemble => Ensemble;

    /// <inheritdoc/>
    public ModelProto WriteModel(VaeModelInfo info) => TableGraph.Write(this, info);

    /// <inheritdoc/>
    public ModelProto WriteDecoder(VaeModelInfo info) => DecoderGraph.Write(this, info);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, torch.Tensor> Score(torch.Tensor raw) => new TorchScorer(this).Score(raw);
}
