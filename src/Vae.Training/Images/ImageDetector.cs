using Vae.MLNet;
using Vae.Training.Images.Descriptors;
using Vae.Training.Generation;
using Vae.Training.Learning;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>Everything that a detector for images consists of. It has no references: nothing of a single training image is in it.</summary>
internal sealed record ImageDetector : IDetector
{
    /// <summary>
    /// What model files call the score of images, as they call any that needs no references. Its heads are those of <see cref="ImageHeads"/>.
    /// </summary>
    public const VaeScoreKind StoredScoreKind = VaeScoreKind.Pure;

    public required ImageScaler Scaler { get; init; }

    public required ImageEnsemble Ensemble { get; init; }

    /// <summary>What is seen at each pixel of an image.</summary>
    public required LocalDescriptors ImageDescriptors { get; init; }

    /// <summary>The same of a residual.</summary>
    public required LocalDescriptors ResidualDescriptors { get; init; }

    /// <summary>What each member takes for normal at each pixel.</summary>
    public required IReadOnlyList<ImageMember> Members { get; init; }

    public required CalibratedHeads<ImageSight, ImageGraphSight> Heads { get; init; }

    /// <summary>What new images are made by, or null where none can be.</summary>
    public RowGenerator? Generator { get; init; }

    /// <inheritdoc/>
    public required ScoreCalibration Calibration { get; init; }

    /// <inheritdoc/>
    public VaeScoreKind ScoreKind => StoredScoreKind;

    /// <inheritdoc/>
    public VaeReferenceKind References => VaeReferenceKind.None;

    /// <inheritdoc/>
    public IEnumerable<Tensor> ReferenceVectors => [];

    /// <summary>A reconstruction is in grey levels.</summary>
    public float[] Units => [1];

    /// <inheritdoc/>
    public float[] Spreads => [];

    IEnsemble IDetector.Ensemble => Ensemble;
}
