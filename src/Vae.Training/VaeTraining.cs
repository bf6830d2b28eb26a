using Google.Protobuf;
using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.Training.Export;
using Vae.Training.Images;
using Vae.Training.Native;

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
        options = (options ?? new()) with { Images = data.ImageShape is not null };
        options.Validate();
        Validate(data, options);
        cancellation.ThrowIfCancellationRequested();
        TorchNative.EnsureLoaded();
        return Run(data, options, progress, cancellation);
    }

    /// <summary>Writes and verifies the model of a finished run.</summary>
    internal static TrainedVae Export(VaeTrainingData data, VaeTrainingOptions options, TrainedDetector trained)
    {
        var (detector, probes, history) = trained;
        var info = DetectorInfo.Of(data, options, detector, history[^1].Step);
        var model = detector.WriteModel(info);
        info = info with { Parity = ExportVerifier.Verify(detector, model.ToByteArray(), probes) };
        model.MetadataProps.Clear();
        model.MetadataProps.AddRange(ModelMetadata.Write(info).Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        var decoder = detector.WriteDecoder(info);
        FileDigest.Write(model, decoder);

        // Nothing is handed out that a reader would refuse, such as a graph beyond its limits.
        var (file, decoderFile) = (model.ToByteArray(), decoder.ToByteArray());
        ModelFile.Detector(file, "trained model");
        ModelFile.Decoder(decoderFile, "decoder of the trained model");
        return new(file, decoderFile, info, history, detector.Calibration.TrainingScores);
    }

    // Native memory of the run belongs to this scope, whether it ends well or not.
    private static TrainedVae Run(VaeTrainingData data, VaeTrainingOptions options, IProgress<VaeTrainingProgress>? progress, CancellationToken cancellation)
    {
        using var pause = CollectionPause.Start();
        using var scope = torch.NewDisposeScope();
        var trained = data.ImageShape is { } shape
            ? new ImageTraining(data, shape, options, progress, cancellation).Run()
            : new TableTraining(data, options, progress, cancellation).Run();
        return Export(data, options, trained);
    }

    private static void Validate(VaeTrainingData data, VaeTrainingOptions options)
    {
        if (data.Rows < 2 * options.ResolvedMembers)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Training data must hold at least {2 * options.ResolvedMembers} rows, two per member; got {data.Rows}. Add rows."), nameof(data));
        }

        if (data.ImageShape is not null && options.Score is not (null or VaeScoreKind.Pure))
        {
            throw new ArgumentException($"Training option '{nameof(options.Score)}' must be Pure for images, whose heads need no references; got {options.Score}. Leave it out.", nameof(options));
        }

        if (options.FalseAlarmRate is { } rate)
        {
            DecisionRule.Validate(rate, data.Rows - (int)(data.Rows * options.Contamination), nameof(options));
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
}
