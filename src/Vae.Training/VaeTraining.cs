using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Inference;
using Vae.Training.Checkpoints;
using Vae.Training.Export;
using Vae.Training.Learning;
using Vae.Training.Native;
using Vae.Training.Pixels;
using Vae.Training.Scoring;

namespace Vae.Training;

/// <summary>Trains, calibrates and exports a detector: the door of this library.</summary>
public static class VaeTraining
{
    /// <summary>
    /// The side that images are brought to where they differ in size: 192 pixels with the package <c>Vae.Training.Features</c>, whose network sees
    /// small defects, else 64.
    /// </summary>
    public static int StandardImageSide => Modality.StandardImageSide;

    /// <summary>
    /// Looks for the native libraries that training needs, loading what it finds; those of scoring, which training needs too, are
    /// <see cref="VaeRuntime"/>'s. Throws nothing: what is missing is a finding.
    /// </summary>
    public static IReadOnlyList<VaeFinding> Examine() => TorchFindings.All();

    /// <summary>Trains a detector.</summary>
    /// <param name="data">
    /// The rows; normal ones, unless <see cref="VaeTrainingOptions.Contamination"/> says otherwise. At least two per member.
    /// </param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told some twenty times where training stands.</param>
    /// <param name="stop">Ends training and keeps the best model so far: at the earliest that after one step.</param>
    /// <param name="cancellation">Abandons the run, whatever it is doing: nothing is kept.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or the rows are too few or hold no value.</exception>
    /// <exception cref="ArithmeticException">The loss became NaN or infinite; the message names the likely column.</exception>
    /// <exception cref="OperationCanceledException">Abandoned, or stopped before the first step.</exception>
    /// <exception cref="InvalidDataException">A checkpoint to go on from is damaged, or of a run on other rows or with other options.</exception>
    /// <exception cref="IOException">The checkpoint cannot be written, found before training.</exception>
    /// <exception cref="InvalidOperationException">
    /// A native library is missing, which is said before anything is trained; the device is not available; or the exported file does not agree with
    /// TorchSharp.
    /// </exception>
    public static TrainedVae Train(
        VaeTrainingData data,
        VaeTrainingOptions? options = null,
        IProgress<VaeTrainingProgress>? progress = null,
        CancellationToken stop = default,
        CancellationToken cancellation = default)
    {
        options ??= new();
        var (modality, plan) = Prepare(data, options, stop, cancellation);

        // Native memory of the run belongs to this scope, whether it ends well or not.
        using var pause = CollectionPause.Start();
        using var scope = torch.NewDisposeScope();
        var checkpointer = options.Checkpoint is { } checkpoint
            ? Checkpointer.Open(checkpoint, CheckpointKind.Run, CheckpointIdentity.Of(data, options, plan, cancellation)) : null;
        var trained = modality.Train(data, options, new(progress, stop, cancellation)
        {
            From = checkpointer?.From,
            Checkpoint = checkpointer is null ? null : checkpointer.Offer,
        });
        var exported = DetectorExport.Of(data, options, trained, cancellation);
        return checkpointer is null ? exported : exported.With(checkpointer.From?.Step, checkpointer.Remark);
    }

    /// <summary>
    /// Judges the rows of one table of which nobody knows which are normal: trains on them, and scores each by members and references that never saw
    /// it.
    /// </summary>
    /// <param name="data">The rows of a table, anomalies among them. At least two per member.</param>
    /// <param name="options">
    /// How to train; null for the defaults with <see cref="VaeTrainingOptions.Contamination"/> unknown, which options of your own must say
    /// themselves (null), as their default is 0.
    /// </param>
    /// <param name="progress">Told some twenty times where training stands.</param>
    /// <param name="stop">Ends training and goes on with the best model so far: at the earliest that after one step.</param>
    /// <param name="cancellation">Abandons the run, whatever it is doing: nothing is kept.</param>
    /// <returns>The scores of the rows, and the model as a by-product.</returns>
    /// <exception cref="ArgumentException">As <see cref="Train"/> has it, and all its other exceptions.</exception>
    public static VaeDetection FitAndScore(
        VaeTrainingData data,
        VaeTrainingOptions? options = null,
        IProgress<VaeTrainingProgress>? progress = null,
        CancellationToken stop = default,
        CancellationToken cancellation = default) =>
        new(Train(data, options ?? new() { Contamination = null }, progress, stop, cancellation));

    /// <summary>Refuses what cannot be trained before anything is: how rows of this kind learn, all or one member alone.</summary>
    internal static (IModality Modality, LearningPlan Plan) Prepare(
        VaeTrainingData data, VaeTrainingOptions options, CancellationToken stop, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        options.Validate();
        var modality = Modality.Of(data);
        var plan = modality.PlanOf(options);
        Validate(data, options, plan.Members, modality, cancellation);
        cancellation.ThrowIfCancellationRequested();
        stop.ThrowIfCancellationRequested();
        RequireNativeLibraries();
        return (modality, plan);
    }

    /// <summary>Loads what training and the check of the exported file need, so that nobody waits for a run that cannot end well.</summary>
    /// <exception cref="InvalidOperationException">Something is missing; the message says what to add.</exception>
    internal static void RequireNativeLibraries()
    {
        TorchNative.EnsureLoaded();
        NativeOnnxRuntime.EnsureLoaded();
    }

    /// <summary>Refuses rows and options that do not suit each other.</summary>
    private static void Validate(
        VaeTrainingData data, VaeTrainingOptions options, int members, IModality modality, CancellationToken cancellation)
    {
        if (data.Rows < 2 * members)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Training data must hold at least {2 * members} rows, two per member; got {data.Rows}. Add rows."), nameof(data));
        }

        var groups = data.GroupIndexes?.Max() + 1;
        if (groups < 2 * members)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Training data must hold at least {2 * members} groups, two per member; got {groups} in {data.Rows} rows. ")
                + "Add groups, or name smaller ones: those within which rows are alike.", nameof(data));
        }

        if (data.ImageShape is null && data.FeatureCount > WideTable.MostFeatures)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Training data must have at most {WideTable.MostFeatures} features; got {data.FeatureCount}. Make fewer: of text, shorter n-grams ")
                + "or the most frequent ones (FeaturizeText with MaximumNgramsCount), hashes of fewer bits; of any vector, "
                + "SelectFeaturesBasedOnCount or ProjectToPrincipalComponents before training.", nameof(data));
        }

        modality.Validate(options);
        if (data.Tiling is not null && options.ImageMask is not null)
        {
            throw new ArgumentException(
                $"Training option '{nameof(options.ImageMask)}' must come with images that are looked at whole; got photographs in tiles, whose mask "
                + "is no part of the file. Mask the photographs instead, here and when they are scored: VaeImageSet.Masked, or pixels that are NaN.",
                nameof(options));
        }

        if (options.FalseAlarmRate is { } rate)
        {
            var rows = data.Rows - (int)(data.Rows * (options.Contamination ?? 0));
            DecisionRule.Validate(rate, groups ?? rows, nameof(options), DecisionRule.UnitOf(groups));
        }

        if (data.Pixels is { } pixels ? pixels.Parts(cancellation).Any(part => HasNumber(part)) : HasNumber(data.Values))
        {
            return;
        }

        throw new ArgumentException(
            "Training data must hold at least one number; got missing or infinite values only. Check how the file is read.", nameof(data));
    }

    private static bool HasNumber(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                return true;
            }
        }

        return false;
    }
}
