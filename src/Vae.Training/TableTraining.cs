using TorchSharp;
using Vae.MLNet;
using Vae.Training.Calibration;
using Vae.Training.Export;
using Vae.Training.Network;
using Vae.Training.Optimization;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training;

/// <summary>From the rows of a table to a calibrated detector: folds, scaling, training, calibration.</summary>
internal sealed class TableTraining(VaeTrainingData data, VaeTrainingOptions options, IProgress<VaeTrainingProgress>? progress, CancellationToken cancellation)
{
    /// <summary>Trains. All tensors, those of the result among them, belong to the dispose scope of the caller.</summary>
    public TrainedDetector Run()
    {
        using var device = TorchDevice.For(options, data.FeatureCount);
        using var generator = new Generator((ulong)options.Seed, device.Device);
        using var cpuGenerator = new Generator((ulong)options.Seed);
        var folds = Folds.Deal(data.Rows, options.ResolvedMembers, cpuGenerator);
        var novelty = NoveltyCounter.Fit(data.Features.Span, data.FeatureCount, folds.Seen, Categories(data.Columns));
        var scaler = FeatureScaler.Fit(data.Features.Span, data.FeatureCount);
        var view = MemberView.Of(novelty, scaler, device.Device);
        var raw = tensor(data.Values, [data.Rows, data.FeatureCount]).to(device.Device);
        var rows = scaler.Apply(raw);                                                   // [rows, features]
        var features = scaler.Varying.Length;
        var latent = options.LatentDimension ?? Math.Clamp(features, 2, 64);
        var ensemble = new DenseEnsemble(options.ResolvedMembers, features, options.HiddenUnits, latent, cpuGenerator, device.Device);
        var history = Optimise(ensemble, view, rows, folds, scaler, generator);
        var detector = new TableFitting(options, cpuGenerator).Fit(ensemble, scaler, novelty, view, raw, rows, folds);
        return new(detector, ProbeRows.From(raw, scaler, cpuGenerator), history);
    }

    private IReadOnlyList<VaeTrainingProgress> Optimise(DenseEnsemble ensemble, MemberView? view, Tensor rows, Folds folds, FeatureScaler scaler, Generator generator)
    {
        try
        {
            return new TrainingLoop(options, progress, cancellation).Run(ensemble, view, rows, folds, generator);
        }
        catch (NotFiniteLossException exception)
        {
            var name = data.Columns.SelectMany(column => column.FeatureNames).ElementAt(scaler.Varying[exception.Feature]);
            throw new ArithmeticException(FormattableString.Invariant(
                $"The loss must stay finite; it did not at step {exception.Step} (epoch {exception.Epoch}). The likely column is '{name}', with a value of {exception.Largest:g3} in scaled units. Check or ignore it, or lower the learning rate ({options.LearningRate})."), exception);
        }
    }

    /// <summary>The raw features of each text column.</summary>
    private static Range[] Categories(IReadOnlyList<VaeColumn> columns)
    {
        var start = 0;
        var categories = new List<Range>();
        foreach (var column in columns)
        {
            if (column.Categories is not null)
            {
                categories.Add(start..(start + column.Width));
            }

            start += column.Width;
        }

        return [.. categories];
    }
}
