using Vae.MLNet;
using Vae.Training.Diagnosis;
using Vae.Training.Images.Backbone;
using Vae.Training.Learning;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>From images to a calibrated detector: folds, scaling, training, calibration.</summary>
internal sealed class ImageTrainer(VaeTrainingData data, VaeImageShape shape, VaeTrainingOptions options, TrainingControl control)
{
    /// <summary>A mask of all training images is part of a graph that looks at whole images, and cannot be of one that looks at tiles.</summary>
    private const string MaskedTiles =
        "Parts of the photographs are not looked at, which is no part of the file where they are cut into tiles: give scoring the mask too "
        + "(--mask, in code VaeImageSet.Masked), or what lies under it is judged.";

    private readonly LearningPlan _plan = PlanOf(options, shape);

    /// <summary>
    /// How the ensemble learns, with the defaults of images. Where a pretrained network makes the score, the ensemble says what was expected, which
    /// it soon knows well enough.
    /// </summary>
    public static LearningPlan PlanOf(VaeTrainingOptions options, VaeImageShape shape) =>
        LearningPlan.Of(options, defaultMembers: 3, defaultSteps: Looks(shape, options) ? 100 : 300, defaultBatchSize: 64);

    private static bool Looks(VaeImageShape shape, VaeTrainingOptions options) =>
        BackboneFile.IsThere && (options.PretrainedNetwork ?? PretrainedBackbone.Suits(shape));

    /// <summary>Trains. All tensors, those of the result among them, belong to the dispose scope of the caller.</summary>
    public TrainedDetector<ImageDetector> Run()
    {
        using var seen = new ImagePreparation(data, shape, options, _plan, control.Cancellation);
        var history = Learn(seen, only: null);
        var (ensemble, scaler, inputs, folds) = (seen.Ensemble, seen.Scaler, seen.Inputs, seen.Folds);
        using var session = Looks(shape, options)
            ? new BackboneSession(BackboneFile.Network!, new(shape), options.Threads, control.Cancellation) : null;
        var images = new FittingImages(ensemble, scaler, seen.Pixels, inputs, seen.Judged, seen.Photographs, control.Cancellation);
        var detector = ImageFitting.Fit(ensemble, scaler, images, options, session, seen.CpuGenerator, control.Cancellation);
        return new(detector, ImageProbes.From(seen.Pixels, shape, seen.CpuGenerator), _plan, history)
        {
            Remarks =
            [
                .. data.Groups is null ? NearCopies.Remarks(seen.Photographs.Together(inputs), "images") : [],
                .. data.Tiling is not null && scaler.HasGaps ? [MaskedTiles] : (string[])[],
                .. session is null ? Learnt(ensemble, inputs, folds, detector, history[^1]) : [],
            ],
        };
    }

    /// <summary>Trains one member alone, from 0, up to where the others are needed.</summary>
    public IReadOnlyList<VaeTrainingProgress> Learn(int member)
    {
        using var seen = new ImagePreparation(data, shape, options, _plan, control.Cancellation);
        return Learn(seen, member);
    }

    /// <summary>What is wrong with members that make the score; where a pretrained network makes it, they only say what was expected.</summary>
    private IEnumerable<string> Learnt(ImageEnsemble ensemble, Tensor inputs, Folds folds, ImageDetector detector, VaeTrainingProgress last)
    {
        var isVariational = options.Autoencoder == VaeAutoencoderKind.Variational;
        var health = EnsembleHealth.Of(ensemble, WholeView.Instance, inputs, folds, isVariational, comparesLinear: false, control.Cancellation);
        return CollapseGuard.Remarks(health, detector.Calibration.TrainingScores, options, last);
    }

    private IReadOnlyList<VaeTrainingProgress> Learn(ImagePreparation seen, int? only)
    {
        try
        {
            return new TrainingLoop(_plan, control).Run(new(seen.Ensemble, seen.Inputs, seen.Folds, seen.Generator)
            {
                Augmentation = new ImageAugmentation(seen.Network, seen.Generator).Apply, Only = only,
            });
        }
        catch (NotFiniteLossException exception)
        {
            throw new ArithmeticException(
                FormattableString.Invariant($"The loss must stay finite; it did not at step {exception.Step} (epoch {exception.Epoch}). ") +
                FormattableString.Invariant($"The largest pixel is {exception.Largest:g3} in scaled units. ") +
                FormattableString.Invariant($"Check the images, or lower the learning rate ({options.LearningRate})."),
                exception);
        }
    }
}
