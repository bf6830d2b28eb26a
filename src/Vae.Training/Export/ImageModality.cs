using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.Training.Images;
using Vae.Training.Images.Backbone;
using Vae.Training.Images.Graph;
using Vae.Training.Learning;
using Vae.Training.Scoring;

namespace Vae.Training.Export;

/// <summary>Images.</summary>
/// <param name="shape">The size of every image.</param>
internal sealed class ImageModality(VaeImageShape shape) : IModality
{
    /// <summary>The side that images are brought to where they differ in size: what a pretrained network sees well, or is quick to train.</summary>
    public static int StandardSide => BackboneFile.IsThere ? 192 : 64;

    /// <summary>What becomes of a trained detector.</summary>
    public static Exportable ExportableOf(TrainedDetector<ImageDetector> trained) => new(
        trained.Detector, trained.Probes, trained.Plan, trained.History, new ImageScorer(trained.Detector).Score,
        info => ImageGraph.Write(trained.Detector, info), info => ImageDecoderGraph.Write(trained.Detector, OfTile(info)))
    {
        Remarks = trained.Remarks,
    };

    /// <summary>What a decoder says of itself: what it decodes is a tile, and every reader of images reads it.</summary>
    private static VaeModelInfo OfTile(VaeModelInfo info) => info.OfGraph with { Format = ModelMetadata.FormatOf(tiling: null) };

    /// <inheritdoc/>
    public void Validate(VaeTrainingOptions options)
    {
        if (options.Score is not (null or ImageDetector.StoredScoreKind))
        {
            throw new ArgumentException(
                $"Training option '{nameof(options.Score)}' must be {ImageDetector.StoredScoreKind} for images, whose heads need no references; " +
                $"got {options.Score}. Leave it out.", nameof(options));
        }

        if (options.Contamination is null)
        {
            throw new ArgumentException(
                $"Training option '{nameof(options.Contamination)}' must be a share for images, 0 where all are normal; got none. " +
                "Rows of tables alone are judged by small samples, which need no share.", nameof(options));
        }

        if (options.PretrainedNetwork == true && BackboneFile.Network is null)
        {
            throw new ArgumentException(
                $"Training option '{nameof(options.PretrainedNetwork)}' needs the package {BackboneFile.Package} beside the program; got none. " +
                "Reference it, or leave the option out.", nameof(options));
        }
    }

    /// <inheritdoc/>
    public LearningPlan PlanOf(VaeTrainingOptions options) => ImageTrainer.PlanOf(options, shape);

    /// <inheritdoc/>
    public Exportable Train(VaeTrainingData data, VaeTrainingOptions options, TrainingControl control)
    {
        var trained = ExportableOf(new ImageTrainer(data, shape, options, control).Run());
        return trained with { Remarks = [.. trained.Remarks, .. RemarksOn(options)] };
    }

    /// <inheritdoc/>
    public IReadOnlyList<VaeTrainingProgress> Learn(VaeTrainingData data, VaeTrainingOptions options, TrainingControl control, int member) =>
        new ImageTrainer(data, shape, options, control).Learn(member);

    /// <summary>What is missed where images are large enough for a pretrained network and the program has none.</summary>
    private string[] RemarksOn(VaeTrainingOptions options) =>
        options.PretrainedNetwork is null && !BackboneFile.IsThere && PretrainedBackbone.Suits(shape)
            ? ["Images are looked at without a pretrained network, which finds small defects far better: reference the package "
                + $"{BackboneFile.Package}, or set {nameof(options.PretrainedNetwork)} to false to have it so."]
            : [];
}
