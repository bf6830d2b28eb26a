using Google.Protobuf;
using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.Training.Calibration;
using Vae.Training.Export;
using Vae.Training.Native;
using Vae.Training.Network;
using Vae.Training.Optimization;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training;

/// <summary>Trains, calibrates and exports a detector: the door of this library.</summary>
public static class VaeTraining
{
    /// <summary>Trains a detector.</summary>
    /// <param name="data">The rows; normal ones, unless <see cref="VaeTrainingOptions.Contamination"/> says otherwise. At least two per member.</param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told some twenty times where training stands.</param>
    /// <param name="cancellation">Stops training and keeps the best model so far.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or the rows are too few or hold no value.</exception>
    /// <exception cref="ArithmeticException">The loss became NaN or infinite; the message names the likely column.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before there was a model to keep.</exception>
    /// <exception cref="InvalidOperationException">The exported file does not agree with TorchSharp, or the device is not available.</exception>
    public static TrainedVae Train(
        VaeTrainingData data, VaeTrainingOptions? options = null, IProgress<VaeTrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        options.Validate();
        Validate(data, options);
        cancellation.ThrowIfCancellationRequested();
        TorchNative.EnsureLoaded();
        return Run(data, options, progress, cancellation);
    }

    private static TrainedVae Run(VaeTrainingData data, VaeTrainingOptions options, IProgress<VaeTrainingProgress>? progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var device = TorchDevice.For(options, data.FeatureCount);
        using var generator = new Generator((ulong)options.Seed, device.Device);
        using var cpuGenerator = new Generator((ulong)options.Seed);
        var folds = Folds.Deal(data.Rows, options.Members, cpuGenerator);
        var novelty = NoveltyCounter.Fit(data.Features.Span, data.FeatureCount, folds.Seen, Categories(data.Columns));
        var scaler = FeatureScaler.Fit(data.Features.Span, data.FeatureCount);
        var view = MemberView.Of(novelty, scaler, device.Device);
        var raw = tensor(data.Values, [data.Rows, data.FeatureCount]).to(device.Device);
        var rows = scaler.Apply(raw);                                                   // [rows, features]
        var features = scaler.Varying.Length;
        var latent = options.LatentDimension ?? Math.Clamp(features, 2, 64);
        var ensemble = new VaeEnsemble(options.Members, features, options.HiddenUnits, latent, cpuGenerator, device.Device);
        var history = Optimise(data, options, progress, ensemble, view, rows, folds, scaler, generator, cancellation);
        using var detector = new DetectorFitting(options, cpuGenerator).Fit(ensemble, scaler, novelty, view, raw, rows, folds);
        return Export(data, options, detector, ProbeRows.From(raw, scaler, cpuGenerator), history);
    }

    private static IReadOnlyList<VaeTrainingProgress> Optimise(
        VaeTrainingData data, VaeTrainingOptions options, IProgress<VaeTrainingProgress>? progress, VaeEnsemble ensemble, MemberView? view, Tensor rows, Folds folds, FeatureScaler scaler, Generator generator, CancellationToken cancellation)
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

    private static TrainedVae Export(VaeTrainingData data, VaeTrainingOptions options, FittedDetector detector, Tensor probes, IReadOnlyList<VaeTrainingProgress> history)
    {
        var info = DetectorInfo.Of(data, options, detector, history[^1].Step);
        var unverified = DetectorGraph.Write(detector, info).ToByteArray();
        info = info with { Parity = ExportVerifier.Verify(detector, unverified, probes) };
        var model = Vae.MLNet.Onnx.ModelProto.Parser.ParseFrom(unverified);
        model.MetadataProps.Clear();
        model.MetadataProps.AddRange(ModelMetadata.Write(info).Select(pair => new Vae.MLNet.Onnx.StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return new(model.ToByteArray(), DecoderGraph.Write(detector, info).ToByteArray(), info, history, detector.TrainingScores);
    }

    private static void Validate(VaeTrainingData data, VaeTrainingOptions options)
    {
        if (data.Rows < 2 * options.Members)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Training data must hold at least {2 * options.Members} rows, two per member; got {data.Rows}. Add rows."), nameof(data));
        }

        if (options.FalseAlarmRate is { } rate)
        {
            DecisionRule.Validate(rate, data.Rows, nameof(options));
        }

        foreach (var value in data.Features.Span)
        {
            if (float.IsFinite(value))
            {
                return;
            }
        }

        throw new ArgumentException("Training data must hold at least one number; got missing or infinite values only. Check how the file is read.", nameof(data));
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
