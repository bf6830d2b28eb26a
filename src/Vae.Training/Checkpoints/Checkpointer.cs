using System.Diagnostics;
using Vae.MLNet.Contract;
using Vae.Training.Learning;

namespace Vae.Training.Checkpoints;

/// <summary>Writes the state of a run from time to time, and knows the state that it goes on from.</summary>
internal sealed class Checkpointer
{
    private readonly VaeCheckpointOptions _options;
    private readonly CheckpointIdentity _identity;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    private Checkpointer(VaeCheckpointOptions options, CheckpointIdentity identity, TrainingState? from) =>
        (_options, _identity, From) = (options, identity, from);

    /// <summary>The state to go on from; null: from the start.</summary>
    public TrainingState? From { get; }

    /// <summary>Why the last state could not be written; null where it was.</summary>
    public string? Failure { get; private set; }

    /// <summary>What the user should know of the checkpoint, if anything.</summary>
    public string? Remark => Failure is null ? null :
        $"Checkpoint '{_options.Path}' could not be written the last time, '{Failure}': it holds an earlier state, or none.";

    /// <summary>Reads the checkpoint where one is to go on from it, and makes sure that others can be written.</summary>
    /// <param name="options">Where and how often.</param>
    /// <param name="kind">What they stand for.</param>
    /// <param name="identity">What the run is.</param>
    /// <exception cref="ArgumentException">There is a file already, and no word of going on from it, or the path leads to no file.</exception>
    /// <exception cref="InvalidDataException">It is no checkpoint of such a run.</exception>
    /// <exception cref="IOException">The place cannot be written.</exception>
    public static Checkpointer Open(VaeCheckpointOptions options, CheckpointKind kind, CheckpointIdentity identity)
    {
        if (FilePlace.Of(options.Path).IsStream)
        {
            throw new ArgumentException(
                $"{kind.Noun} '{options.Path}' must be a file; got a device or a FIFO. Choose another path.", nameof(options));
        }

        if (File.Exists(options.Path) && !options.Resume)
        {
            throw new ArgumentException(
                $"{kind.Noun} '{options.Path}' must not be there unless a run goes on from it; got a file. "
                + $"Go on with --resume, in code {nameof(options.Resume)}, or remove it to start anew.", nameof(options));
        }

        using (AtomicFile.Create(options.Path))
        {
            // Never committed: it only shows that the place can be written, before hours of work rely on that.
        }

        return new(options, identity, File.Exists(options.Path) ? CheckpointFile.Read(options.Path, identity, kind) : null);
    }

    /// <summary>Writes the state if it is time, or if the loop ends. A full disk ends no training: the next time may be better.</summary>
    public void Offer(Func<TrainingState> state, bool isEnding)
    {
        if (!isEnding && _clock.Elapsed < _options.Interval)
        {
            return;
        }

        try
        {
            CheckpointFile.Write(_options.Path, _identity, state());
            Failure = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = exception.Message;
        }

        _clock.Restart();
    }
}
