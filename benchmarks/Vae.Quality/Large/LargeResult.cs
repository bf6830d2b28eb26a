namespace Vae.Quality.Large;

/// <summary>One training on a table of many rows.</summary>
internal sealed record LargeResult
{
    public required string Set { get; init; }

    public required int Rows { get; init; }

    public required int Features { get; init; }

    public required int Seed { get; init; }

    /// <summary>What differs from the default, or the name of a baseline.</summary>
    public required string Variant { get; init; }

    public required double Auroc { get; init; }

    public required double AveragePrecision { get; init; }

    /// <summary>AUROC of each kind of planted anomalies, of generated tables.</summary>
    public IReadOnlyDictionary<AnomalyKind, double>? Kinds { get; init; }

    /// <summary>Share of scored normal rows with a p-value of 5 % or less.</summary>
    public double? FalseAlarms { get; init; }

    /// <summary>Wall-clock time of training, calibration and export included.</summary>
    public required double TrainingSeconds { get; init; }

    public required double RowsPerSecond { get; init; }

    public long? ModelBytes { get; init; }

    /// <summary>Most memory of the process from reading the table to the last score; where the system does not say, of the process so far.</summary>
    public required long PeakBytes { get; init; }

    /// <summary>A line for the screen.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Set} {Rows} seed {Seed} {Variant}: {Auroc:0.0000} / {AveragePrecision:0.0000}, trained in {TrainingSeconds:0.0} s, {PeakBytes / 1e6:0} MB, {RowsPerSecond:0} rows/s, alarms {FalseAlarms:0.0000} ")
        + string.Join(" ", Kinds?.Select(kind => FormattableString.Invariant($"{kind.Key} {kind.Value:0.000}")) ?? []);
}
