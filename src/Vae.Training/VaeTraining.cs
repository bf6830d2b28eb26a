using TorchSharp;
using Vae.MLNet.Contract;
using Vae.Training.Checkpoints;
using Vae.Training.Export;
using Vae.Training.Learning;
using Vae.Training.Native;
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
    /// <exception cref="InvalidOperationException">The exported file does not agree with TorchSharp, or the device is not available.</exception>
    public static TrainedVae Train(
        VaeTrainingData data,
        VaeTrainingOptions? options = null,
        IProgress<VaeTrainingProgress>? progress = null,
        CancellationToken stop = default,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new();
        options.Validate();
        var modality = Modality.Of(data);
        var plan = modality.PlanOf(options);
        Validate(data, options, plan.Members, modality);
        cancellation.ThrowIfCancellationRequested();
        stop.ThrowIfCancellationRequested();
        TorchNative.EnsureLoaded();

        // Native memory of the run belongs to this scope, whether it ends well or not.
        using var pause = CollectionPause.Start();
        using var scope = torch.NewDisposeScope();
        var checkpointer = CheckpointerOf(data, options, plan);
        var trained = modality.Train(data, options, new(progress, stop, cancellation)
        {
            From = checkpointer?.From,
            Checkpoint = checkpointer is null ? null : checkpointer.Offer,
        });
        var exported = DetectorExport.Of(data, options, plan, trained, cancellation);
        return checkpointer is null ? exported : exported.With(checkpointer.From?.Step, checkpointer.Remark);
    }

    private static Checkpointer? CheckpointerOf(VaeTrainingData data, VaeTrainingOptions options, LearningPlan plan)
    {
        if (options.Checkpoint is not { } checkpoint)
        {
            return null;
        }

        var versions = string.Join(", ", DetectorInfo.Versions.OrderBy(version => version.Key, StringComparer.Ordinal)
            .Select(version => $"{version.Key} {version.Value}"));
        return Checkpointer.Open(checkpoint, CheckpointIdentity.Of(data, OptionsDigest.Resolved(options, plan), versions));
    }

    private static void Validate(VaeTrainingData data, VaeTrainingOptions options, int members, IModality modality)
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
                $"Training data must have at most {WideTable.MostFeatures} features; got {data.FeatureCount}. Make fewer: of text, shorter n-grams or ")
                + "the most frequent ones (FeaturizeText with MaximumNgramsCount), hashes of fewer bits; of any vector, SelectFeaturesBasedOnCount "
                + "or ProjectToPrincipalComponents before training.", nameof(data));
        }

        modality.Validate(options);
        if (options.FalseAlarmRate is { } rate)
        {
            var rows = data.Rows - (int)(data.Rows * options.Contamination);
            DecisionRule.Validate(rate, groups ?? rows, nameof(options), DecisionRule.UnitOf(groups));
        }

        foreach (var value in data.Features.Span)
        {
            if (float.IsFinite(value))
            {
                return;
            }
        }

        throw new ArgumentException(
            "Training data must hold at least one number; got missing or infinite values only. Check how the file is read.", nameof(data));
    }
}
