using Vae.MLNet;

namespace Vae.Training.Learning;

/// <summary>How an ensemble learns, every default resolved.</summary>
internal sealed record LearningPlan
{
    /// <summary>Number of members.</summary>
    public required int Members { get; init; }

    /// <summary>Optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Rows per step and member.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Peak learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Weight of the KL divergence in the loss.</summary>
    public required double KlWeight { get; init; }

    /// <summary>False to learn as a plain autoencoder: latents at their mean, no KL divergence.</summary>
    public required bool IsVariational { get; init; }

    /// <summary>Share of each batch, the rows with the largest errors, that teaches nothing.</summary>
    public required double TrimmedShare { get; init; }

    /// <summary>Most time, or null for no limit.</summary>
    public required TimeSpan? TimeLimit { get; init; }

    /// <summary>Most members that are computed side by side, each on a thread of its own.</summary>
    public required int Workers { get; init; }

    /// <summary>What the reconstruction part of the loss is.</summary>
    public required ILikelihood Likelihood { get; init; }

    /// <summary>The plan that options stand for, given what they leave to the kind of rows.</summary>
    public static LearningPlan Of(VaeTrainingOptions options, int defaultMembers, int defaultSteps, int defaultBatchSize) => new()
    {
        Members = options.Members ?? defaultMembers,
        Steps = options.Steps ?? defaultSteps,
        BatchSize = options.BatchSize ?? defaultBatchSize,
        LearningRate = options.LearningRate,
        KlWeight = options.KlWeight,
        IsVariational = options.Autoencoder == VaeAutoencoderKind.Variational,
        TrimmedShare = options.Contamination ?? VaeTrainingOptions.UnknownShare,
        TimeLimit = options.TimeLimit,
        Workers = options.Threads > 0 ? options.Threads : Environment.ProcessorCount,
        Likelihood = new GaussianLikelihood(),
    };
}
