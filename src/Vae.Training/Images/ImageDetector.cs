using TorchSharp;
using Vae.MLNet;
using Vae.Training.Generation;
using Vae.Training.Images.Backbone;
using Vae.Training.Learning;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Everything that a detector for images consists of. Its only references are centres of patches: nothing of a single training image is in it.
/// </summary>
internal sealed record ImageDetector : IDetector
{
    /// <summary>
    /// What model files call the score of images, as they call any that needs no references. Its heads are those of <see cref="ImageHeads"/>.
    /// </summary>
    public const VaeScoreKind StoredScoreKind = VaeScoreKind.Pure;

    public required ImageScaler Scaler { get; init; }

    public required ImageEnsemble Ensemble { get; init; }

    /// <summary>What is normal at each pixel; null where a pretrained network looks at patches.</summary>
    public required PixelDetector? Pixels { get; init; }

    /// <summary>What is normal in the eyes of a pretrained network; null without one.</summary>
    public required PatchDetector? Patches { get; init; }

    /// <summary>What each member takes for a normal residual.</summary>
    public required IReadOnlyList<ImageMember> Members { get; init; }

    public required CalibratedHeads<ImageSight, ImageGraphSight> Heads { get; init; }

    /// <summary>What new images are made by, or null where none can be.</summary>
    public RowGenerator? Generator { get; init; }

    /// <inheritdoc/>
    public required ScoreCalibration Calibration { get; init; }

    /// <inheritdoc/>
    public VaeScoreKind ScoreKind => StoredScoreKind;

    /// <inheritdoc/>
    public VaeReferenceKind References => Patches is null ? VaeReferenceKind.None : VaeReferenceKind.Prototypes;

    /// <inheritdoc/>
    public IEnumerable<Tensor> ReferenceVectors => Patches?.Nearest.Folds ?? [];

    /// <inheritdoc/>
    public (string Origin, string Sha256)? Pretrained => Patches is { Features.Network: var network } ? (network.Origin, network.Sha256) : null;

    /// <inheritdoc/>
    public double MaskedShare => Scaler.Masked is { } masked ? masked.to(float64).mean().ToDouble() : 0;

    /// <summary>A reconstruction is in grey levels.</summary>
    public float[] Units => [1];

    /// <inheritdoc/>
    public float[] Spreads => [];

    IEnsemble IDetector.Ensemble => Ensemble;
}
