using Vae.Quality.Data;

namespace Vae.Quality;

/// <summary>One line of results: one detector on one data set under one seed.</summary>
internal sealed record SetResult
{
    public required string Set { get; init; }

    public required int Seed { get; init; }

    public required Protocol Protocol { get; init; }

    public required string Detector { get; init; }

    public required int TrainingRows { get; init; }

    public required int ScoredRows { get; init; }

    public required int Features { get; init; }

    public required double Auroc { get; init; }

    public required double AveragePrecision { get; init; }

    public required double TrainingSeconds { get; init; }

    /// <summary>Null where the scores are by-products of training.</summary>
    public double? RowsPerSecond { get; init; }

    public long? ModelBytes { get; init; }

    public long? ReferenceBytes { get; init; }

    public PromiseCheck? Promise { get; init; }
}
