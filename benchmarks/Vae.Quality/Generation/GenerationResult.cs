namespace Vae.Quality.Generation;

/// <summary>What made-up rows of one data set are like, beside fresh normal rows.</summary>
internal sealed record GenerationResult
{
    public required string Set { get; init; }

    public required int Seed { get; init; }

    public required int TrainingRows { get; init; }

    public required int Features { get; init; }

    public required double ColumnShapes { get; init; }

    public required double PairTrends { get; init; }

    public required double Validity { get; init; }

    public required double TwoSampleAuroc { get; init; }

    public required int Copies { get; init; }

    /// <summary>Copies of rows that fewer than three training rows are.</summary>
    public required int RareCopies { get; init; }

    /// <summary>Fresh normal rows that are, cell by cell, a training row: what copies of a discrete table mean.</summary>
    public required int FreshCopies { get; init; }

    public required double NearestRatio { get; init; }

    /// <summary>Share of the draws that the model flagged.</summary>
    public required double Flagged { get; init; }

    /// <summary>AUROC of the detector trained on the real rows, and of one trained on made-up rows only; null where none was.</summary>
    public required double? AurocReal { get; init; }

    /// <inheritdoc cref="AurocReal"/>
    public required double? AurocMade { get; init; }
}
