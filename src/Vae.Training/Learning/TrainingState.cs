namespace Vae.Training.Learning;

/// <summary>
/// Where a training loop stands, in plain arrays: a loop started from it on the same rows, folds and plan goes on as if it had never stopped, bit for
/// bit on the same kind of device. What comes before the loop (folds, first weights) and after it is made again from the seed.
/// </summary>
internal sealed record TrainingState
{
    /// <summary>Steps taken.</summary>
    public required int Step { get; init; }

    /// <summary>Weights and moments.</summary>
    public required OptimizerState Optimizer { get; init; }

    /// <summary>Where each member stands in its rows.</summary>
    public required SamplerState Sampler { get; init; }

    /// <summary>The state of the generator that draws batches, latents and augmentations.</summary>
    public required byte[] Random { get; init; }

    /// <summary>The reports so far; the time of the last one is the time spent.</summary>
    public required IReadOnlyList<VaeTrainingProgress> History { get; init; }

    /// <summary>The weights at the best report so far, parameter after parameter [weights].</summary>
    public required float[] BestWeights { get; init; }
}
