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

    /// <summary>Weights and moments.</summary>
    public required OptimizerState Optimizer { get; init; }

    /// <summary>Where each member stands in its rows.</summary>
    public required SamplerState Sampler { get; init; }

    /// <summary>The state of the generator that draws batches, latents and augmentations.</summary>
    public required byte[] Random { get; init; }

    /// <summary>Time spent in the loop.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The reports so far.</summary>
    public required IReadOnlyList<VaeTrainingProgress> History { get; init; }

    /// <summary>The weights at the best report so far, parameter after parameter [weights]; null before the first.</summary>
    public required float[]? BestWeights { get; init; }

    /// <summary>The kind of a device.</summary>
    public static string NameOf(Device device) => device.type.ToString().ToLowerInvariant();

    /// <summary>Refuses a state that the run cannot go on from.</summary>
    /// <param name="device">Where the run computes.</param>
    /// <param name="weights">Weights of its ensemble.</param>
    /// <param name="order">Rows of an epoch, of all members.</param>
    /// <exception cref="InvalidDataException">The state is of another device, or of other sizes.</exception>
    public void Require(Device device, long weights, long order)
    {
        if (Device != NameOf(device))
        {
            throw new InvalidDataException(
                $"Checkpoint must come from the device that the run goes on with, {NameOf(device)}; got {Device}, whose random numbers differ. "
                + "Choose that device, or start anew.");
        }

        float[]?[] all = [Optimizer.Weights, Optimizer.FirstMoments, Optimizer.SecondMoments, BestWeights];
        if (all.Any(array => array is not null && array.Length != weights) || Sampler.Order.Length != order)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"Checkpoint must hold {weights} weights and {order} places of rows; got {Optimizer.Weights.Length} and {Sampler.Order.Length}. ")
                + "It is damaged: start anew without it.");
        }
    }
}
