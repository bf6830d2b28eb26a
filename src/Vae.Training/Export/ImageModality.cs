using Vae.MLNet;
using Vae.Training.Images;
using Vae.Training.Images.Graph;
using Vae.Training.Learning;
using Vae.Training.Scoring;

namespace Vae.Training.Export;

/// <summary>Images.</summary>
/// <param name="shape">The size of every image.</param>
internal sealed class ImageModality(VaeImageShape shape) : IModality
{
    /// <summary>What becomes of a trained detector.</summary>
    public static Exportable ExportableOf(TrainedDetector<ImageDetector> trained) => new(
        trained.Detector, trained.Probes, trained.History, new ImageScorer(trained.Detector).Score,
        info => ImageGraph.Write(trained.Detector, info), info => ImageDecoderGraph.Write(trained.Detector, info))
    {
        Remarks = trained.Remarks,
    };

    /// <inheritdoc/>
    public void Validate(VaeTrainingOptions options)
    {
        if (options.Score is not (null or ImageDetector.StoredScoreKind))
        {
            throw new ArgumentException(
                $"Training option '{nameof(options.Score)}' must be {ImageDetector.StoredScoreKind} for images, whose heads need no references; " +
                $"got {options.Score}. Leave it out.", nameof(options));
        }
    }

    /// <inheritdoc/>
    public LearningPlan PlanOf(VaeTrainingOptions options) => ImageTrainer.PlanOf(options);

    /// <inheritdoc/>
    public Exportable Train(VaeTrainingData data, VaeTrainingOptions options, TrainingControl control) =>
        ExportableOf(new ImageTrainer(data, shape, options, control).Run());
}
