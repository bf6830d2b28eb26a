using TorchSharp;
using Vae.Training.Checkpoints;
using Vae.Training.Export;
using Vae.Training.Learning;
using Vae.Training.Native;

namespace Vae.Training;

/// <summary>
/// Trains the members of an ensemble each for itself, on as many machines as there are members, and makes of them the model that
/// <see cref="VaeTraining.Train"/> makes on one: the same bytes, on processors of one kind.
/// </summary>
public static class VaeMembers
{
    /// <summary>Trains one member, into a file of its own that is also its checkpoint.</summary>
    /// <param name="data">All rows of the run: the member leaves its own fold out.</param>
    /// <param name="member">Which member, and where it goes.</param>
    /// <param name="options">How the run trains; null for the defaults. The same for all members.</param>
    /// <param name="progress">Told some twenty times where the member stands, with its own numbers.</param>
    /// <param name="stop">Ends training; the file then holds what there is, to go on from.</param>
    /// <param name="cancellation">Abandons the training; the file keeps the state it had.</param>
    /// <exception cref="ArgumentException">
    /// As <see cref="VaeTraining.Train"/> has it; or there is no such member; or its file is there already.
    /// </exception>
    /// <exception cref="InvalidDataException">The file to go on from is damaged, or of another run.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Abandoned, or stopped before the first step.</exception>
    /// <exception cref="InvalidOperationException">A native library is missing, or the device is not available.</exception>
    public static VaeMember Train(
        VaeTrainingData data,
        VaeMemberOptions member,
        VaeTrainingOptions? options = null,
        IProgress<VaeTrainingProgress>? progress = null,
        CancellationToken stop = default,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(member);
        options ??= new();
        var (modality, plan) = Prepare(data, options, cancellation);
        member.Validate(plan.Members);
        stop.ThrowIfCancellationRequested();
        var path = MemberFiles.Of(member.Folder, member.Number, member.Count);
        var checkpoint = new VaeCheckpointOptions { Path = path, Interval = member.Interval, Resume = member.Resume };
        checkpoint.Validate();
        using var pause = CollectionPause.Start();
        using var scope = torch.NewDisposeScope();
        var identity = CheckpointIdentity.Of(data, options, plan, cancellation);
        MemberFiles.Clear(member.Folder, path);
        var checkpointer = Checkpointer.Open(checkpoint, CheckpointKind.Member, identity);
        if (checkpointer.From is { IsFinished: true } finished)
        {
            return new(path, member.Number, member.Count, finished.Step, finished.Steps, finished.Step);
        }

        var control = new TrainingControl(progress, stop, cancellation) { From = checkpointer.From, Checkpoint = checkpointer.Offer };
        var last = modality.Learn(data, options, control, member.Number - 1)[^1];
        return checkpointer.Failure is { } failure
            ? throw new IOException($"Member '{path}' could not be written, '{failure}': it holds an earlier state, or none.")
            : new(path, member.Number, member.Count, last.Step, last.Steps, checkpointer.From?.Step);
    }

    /// <summary>Calibrates and exports the detector whose members were trained each for itself.</summary>
    /// <param name="data">The rows that the members were trained on.</param>
    /// <param name="folder">Path of the folder of the members.</param>
    /// <param name="options">The options that they were trained with; null for the defaults.</param>
    /// <param name="cancellation">Abandons it, whatever it is doing: nothing is kept.</param>
    /// <exception cref="ArgumentException">As <see cref="VaeTraining.Train"/> has it.</exception>
    /// <exception cref="InvalidDataException">
    /// A member is missing, unfinished, damaged, or of other rows or options; the message names it.
    /// </exception>
    /// <exception cref="OperationCanceledException">Abandoned.</exception>
    /// <exception cref="InvalidOperationException">
    /// A native library is missing; the device is not available; or the exported file does not agree with TorchSharp.
    /// </exception>
    public static TrainedVae Assemble(
        VaeTrainingData data, string folder, VaeTrainingOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new();
        var (modality, plan) = Prepare(data, options, cancellation);
        using var pause = CollectionPause.Start();
        using var scope = torch.NewDisposeScope();
        var state = MemberFiles.Join(folder, plan.Members, CheckpointIdentity.Of(data, options, plan, cancellation));
        var trained = modality.Train(data, options, new(Cancellation: cancellation) { From = state });
        return DetectorExport.Of(data, options, trained, cancellation);
    }

    private static (IModality Modality, LearningPlan Plan) Prepare(
        VaeTrainingData data, VaeTrainingOptions options, CancellationToken cancellation)
    {
        if (options.TimeLimit is not null || options.Checkpoint is not null)
        {
            throw new ArgumentException(
                options.TimeLimit is null
                    ? $"Training option '{nameof(options.Checkpoint)}' must come without members, whose files are their checkpoints. Leave it out."
                    : $"Training option '{nameof(options.TimeLimit)}' must come without members, which have to take the same number of steps. "
                        + $"Set {nameof(options.Steps)} instead.",
                nameof(options));
        }

        return VaeTraining.Prepare(data, options, stop: default, cancellation);
    }
}
