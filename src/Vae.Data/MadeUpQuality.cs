namespace Vae.Data;

/// <summary>How good made-up rows are beside real ones; docs/latent.md has the definitions.</summary>
public sealed record MadeUpQuality
{
    /// <summary>How alike single columns are: mean over the columns, 0 to 1; 1 is the same distribution.</summary>
    public required double ColumnShapes { get; init; }

    /// <summary>How alike the dependences of two columns are: mean over the pairs, 0 to 1; 1 is the same.</summary>
    public required double PairTrends { get; init; }

    /// <summary>Share of the made-up rows whose every cell is one that real rows could have, 0 to 1.</summary>
    public required double Validity { get; init; }

    /// <summary>
    /// AUROC of a classifier that tells made-up rows from real ones: 0.5 cannot, 1 never errs, less than 0.5 where made-up rows
    /// lie near to single ones of the real rows; NaN with fewer than 30 rows of either.
    /// </summary>
    public required double TwoSampleAuroc { get; init; }

    /// <summary>Made-up rows that are, cell by cell, a row that the model learnt from.</summary>
    public required int Copies { get; init; }

    /// <summary>Those among <see cref="Copies"/> that fewer than three of these rows are.</summary>
    public required int RareCopies { get; init; }

    /// <summary>Median distance of made-up rows to the nearest row that the model learnt from, each feature in its standard deviations.</summary>
    public required double NearestDistance { get; init; }

    /// <summary>The same of real rows: to the nearest other one.</summary>
    public required double RealNearestDistance { get; init; }

    /// <summary>What no number here says.</summary>
    public static string Caution =>
        "Distances are no proof of privacy: they say nothing of single rows learnt by heart, nor of what all rows have in common.";
}
