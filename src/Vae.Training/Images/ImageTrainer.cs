using Vae.MLNet;
using Vae.MLNet.Images;
using Vae.Training.Diagnosis;
using Vae.Training.Images.Backbone;
using Vae.Training.Learning;
using Vae.Training.Native;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>From images to a calibrated detector: folds, scaling, training, calibration.</summary>
internal sealed class ImageTrainer(VaeTrainingData data, VaeImageShape shape, VaeTrainingOptions options, TrainingControl control)
{
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
        var (plan, network) = (PlanOf(options, shape), new ImageNetwork(shape));
        using var device = TorchDevice.Of(options.Device, options.Threads, large: true);  // convolutions are always work enough for all cores
        using var generator = new Generator((ulong)options.SeedOrDefault, device.Device);
        using var cpuGenerator = new Generator((ulong)options.SeedOrDefault);
        var folds = Folds.Deal(data.Rows, plan.Members, cpuGenerator, data.GroupIndexes);
        var mask = options.ImageMask is { } path ? tensor(ImageMask.Open(path).Of(shape), device: device.Device) : null;
        var pixels = new PixelRows(data.Pixels!, shape.Length, mask, device.Device, control.Cancellation);
        var scaler = ImageScaler.Fit(pixels.Parts().Select(part => part.Pixels), shape);
        var (inputs, judged) = Inputs(pixels, scaler, network, device.Device);          // [rows, inputs]
        var (latent, expected) = (options.LatentDimension ?? network.Latent, network.Pooled(scaler.Expected)[0]);
        var ensemble = new ImageEnsemble(plan.Members, network, options.HiddenUnits, latent, expected, cpuGenerator);
        var augmentation = new ImageAugmentation(network, generator);
        var history = Learn(plan, new(ensemble, inputs, folds, generator) { Augmentation = augmentation.Apply });
        using var session = Looks(shape, options)
            ? new BackboneSession(BackboneFile.Network!, new(shape), options.Threads, control.Cancellation) : null;
        var images = new FittingImages(ensemble, scaler, pixels, inputs, judged, folds, control.Cancellation);
        var detector = ImageFitting.Fit(ensemble, scaler, images, options, session, cpuGenerator, control.Cancellation);
        return new(detector, ImageProbes.From(pixels, shape, cpuGenerator), history)
        {
            Remarks =
            [
                .. data.Groups is null ? NearCopies.Remarks(inputs, "images") : [],
                .. session is null ? Learnt(ensemble, inputs, folds, detector, history[^1]) : [],
            ],
        };
    }

    /// <summary>The images as the network sees them [rows, inputs], and whether each shows anything [rows].</summary>
    private static (Tensor Inputs, bool[] Judged) Inputs(PixelRows pixels, ImageScaler scaler, ImageNetwork network, Device device)
    {
        var (inputs, judged) = (empty([pixels.Count, network.Length], device: device), new List<bool>(pixels.Count));
        foreach (var (rows, part) in pixels.Parts())
        {
            using var scope = NewDisposeScope();
            inputs[TensorIndex.Slice(rows.Start.Value, rows.End.Value)] = network.Pooled(scaler.Apply(part));
            judged.AddRange(part.isnan().logical_not().any(1).cpu().data<bool>().ToArray());
        }

        return (inputs, [.. judged]);
    }

    /// <summary>What is wrong with members that make the score; where a pretrained network makes it, they only say what was expected.</summary>
    private IEnumerable<string> Learnt(ImageEnsemble ensemble, Tensor inputs, Folds folds, ImageDetector detector, VaeTrainingProgress last)
    {
        var isVariational = options.Autoencoder == VaeAutoencoderKind.Variational;
        var health = EnsembleHealth.Of(ensemble, WholeView.Instance, inputs, folds, isVariational, comparesLinear: false, control.Cancellation);
        return CollapseGuard.Remarks(health, detector.Calibration.TrainingScores, options, last);
    }

    private IReadOnlyList<VaeTrainingProgress> Learn(LearningPlan plan, LearningTask task)
    {
        try
        {
            return new TrainingLoop(plan, control).Run(task);
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
