using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// Where a training loop stands, in plain arrays: a loop started from it on the same rows, folds and plan goes on as if it had never stopped, bit for
/// bit on the same kind of device. What comes before the loop (folds, first weights) and after it is made again from the seed.
/// </summary>
internal sealed record TrainingState
{
    /// <summary>The kind of device that it was taken on, whose random numbers it goes on with.</summary>
    public required string Device { get; init; }

    /// <summary>Steps taken.</summary>
    public required int Step { get; init; }

    /// <summary>Steps planned: what options and rows together ask for.</summary>
    public required int Steps { get; init; }

    /// <summary>Whether the loop came to its end.</summary>
    public bool IsFinished => Step == Steps;

    /// <summary>The members that learn, in order: all, or one.</summary>
    public required IReadOnlyList<MemberState> Members { get; init; }

    /// <summary>Where each member of the ensemble stands in its rows.</summary>
    public required SamplerState Sampler { get; init; }

    /// <summary>The state of the generator that draws batches, latents and augmentations, for all members whoever learns.</summary>
    public required byte[] Random { get; init; }

    /// <summary>Time spent in the loop.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The reports so far.</summary>
    public required IReadOnlyList<TrainingReport> History { get; init; }

    /// <summary>The kind of a device.</summary>
    public static string NameOf(Device device) => device.type.ToString().ToLowerInvariant();

    /// <summary>
    /// The state of a loop in which all members learnt, of those of loops in which each learnt alone; null where these were not the loops of one
    /// run on one kind of machine, which draw the same numbers.
    /// </summary>
    /// <param name="alone">States after the same step, in the order of the members.</param>
    public static TrainingState? Join(IReadOnlyList<TrainingState> alone)
    {
        var first = alone[0];
        return alone.All(state => state.Device == first.Device && state.Random.AsSpan().SequenceEqual(first.Random)
            && (state.Sampler.Position, state.Sampler.Epoch) == (first.Sampler.Position, first.Sampler.Epoch)
            && state.Sampler.Order.AsSpan().SequenceEqual(first.Sampler.Order)
            && state.History.Select(report => report.Step).SequenceEqual(first.History.Select(report => report.Step)))
            ? first with
            {
                Elapsed = TimeSpan.FromTicks(alone.Sum(state => state.Elapsed.Ticks)),
                Members = [.. alone.SelectMany(state => state.Members)],
                History =
                [
                    .. first.History.Select((report, place) => report with
                    {
                        Members = [.. alone.SelectMany(state => state.History[place].Members)],
                    }),
                ],
            }
            : null;
    }

    /// <summary>Refuses a state that the run cannot go on from.</summary>
    /// <param name="device">Where the run computes.</param>
    /// <param name="learners">Who learns.</param>
    /// <param name="order">Rows of an epoch, of all members.</param>
    /// <exception cref="InvalidDataException">The state is of another device, of other members, or of other sizes.</exception>
    public void Require(Device device, IReadOnlyList<Learner> learners, long order)
    {
        if (Device != NameOf(device))
        {
            throw new InvalidDataException(
                $"Checkpoint must come from the device that the run goes on with, {NameOf(device)}; got {Device}, whose random numbers differ. "
                + "Choose that device, or start anew.");
        }

        var (weights, members) = (learners[0].Weights, learners.SelectMany(learner => Enumerable.Range(learner.First, learner.Count)));
        if (!Members.Select(state => state.Member).SequenceEqual(members) || Members.Any(state => !IsOf(state, weights))
            || Sampler.Order.Length != order)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"Checkpoint must hold {weights} weights of {members.Count()} members, and {order} places of rows; got ")
                + FormattableString.Invariant($"{Members.Count} members and {Sampler.Order.Length}. It is damaged: start anew without it."));
        }
    }

    private static bool IsOf(MemberState state, int weights)
    {
        var optimizer = state.Optimizer;
        float[]?[] all = [optimizer.Weights, optimizer.FirstMoments, optimizer.SecondMoments, state.BestWeights];
        return all.All(array => array is null || array.Length == weights);
    }
}
