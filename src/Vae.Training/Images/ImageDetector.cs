using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Onnx;
using Vae.Training.Calibration;
using Vae.Training.Export;
using Vae.Training.Network;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>Everything that a detector for images consists of. It has no references: nothing of a single training image is in it.</summary>
internal sealed record ImageDetector : IFittedDetector
{
    public required ImageScaler Scaler { get; init; }

    public required ConvolutionalEnsemble Ensemble { get; init; }

    /// <summary>The local features of images.</summary>
    public required LocalFeatures InputFeatures { get; init; }

    /// <summary>The local features of residuals.</summary>
    public required LocalFeatures ResidualFeatures { get; init; }

    /// <summary>What each member holds for normal.</summary>
    public required IReadOnlyList<ImageMember> Members { get; init; }

    /// <summary>The scales of the heads, in the order of <see cref="ImageHeads"/>.</summary>
    public required IReadOnlyList<LogScale> Scales { get; init; }

    /// <inheritdoc/>
    public required ScoreCalibration Calibration { get; init; }

    /// <inheritdoc/>
    public VaeScoreKind ScoreKind => VaeScoreKind.Pure;

    /// <inheritdoc/>
    public VaeReferenceKind References => VaeReferenceKind.None;

    /// <inheritdoc/>
    public IEnumerable<Tensor> ReferenceVectors => [];

    /// <summary>A reconstruction is in grey levels.</summary>
    public float[] Units => [1];

    IEnsemble IFittedDetector.Ensemble => Ensemble;

    /// <inheritdoc/>
    public ModelProto WriteModel(VaeModelInfo info) => ImageGraph.Write(this, info);

    /// <inheritdoc/>
    public ModelProto WriteDecoder(VaeModelInfo info) => ImageDecoderGraph.Write(this, info);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Tensor> Score(Tensor raw) => new ImageScorer(this).Score(raw);
}
