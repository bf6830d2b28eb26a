using TorchSharp;
using Vae.MLNet;
using Vae.Training.Network;
using Vae.Training.Optimization;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>From images to a calibrated detector: folds, scaling, training, calibration.</summary>
internal sealed class ImageTraining(VaeTrainingData data, VaeImageShape shape, VaeTrainingOptions options, IProgress<VaeTrainingProgress>? progress, CancellationToken cancellation)
{
    /// <summary>Trains. All tensors, those of the result among them, belong to the dispose scope of the caller.</summary>
    public TrainedDetector Run()
    {
        var network = new ImageNetwork(shape);
        using var device = TorchDevice.ForImages(options);
        using var generator = new Generator((ulong)options.Seed, device.Device);
        using var cpuGenerator = new Generator((ulong)options.Seed);
        var folds = Folds.Deal(data.Rows, options.ResolvedMembers, cpuGenerator);
        var raw = tensor(data.Values, [data.Rows, data.FeatureCount]).to(device.Device);
        var scaler = ImageScaler.Fit(raw, shape);
        var images = scaler.Apply(raw);                                                 // [rows, channels, height, width]
        var rows = network.Pooled(images);                                              // [rows, features]
        var ensemble = new ConvolutionalEnsemble(
            options.ResolvedMembers, network, options.HiddenUnits, options.LatentDimension ?? network.Latent, network.Pooled(scaler.Expected)[0], cpuGenerator);
        var history = Optimise(ensemble, rows, folds, generator);
        var detector = ImageFitting.Fit(ensemble, scaler, raw, images, rows, folds, options.Contamination);
        return new(detector, ProbeImages.From(raw, shape, cpuGenerator), history);
    }

    private IReadOnlyList<VaeTrainingProgress> Optimise(ConvolutionalEnsemble ensemble, Tensor rows, Folds folds, Generator generator)
    {
        try
        {
            return new TrainingLoop(options, progress, cancellation).Run(ensemble, null, rows, folds, generator, new ImageAugmentation(ensemble.Network, generator));
        }
        catch (NotFiniteLossException exception)
        {
            throw new ArithmeticException(FormattableString.Invariant(
                $"The loss must stay finite; it did not at step {exception.Step} (epoch {exception.Epoch}). The largest pixel is {exception.Largest:g3} in scaled units. Check the images, or lower the learning rate ({options.LearningRate})."), exception);
        }
    }
}
