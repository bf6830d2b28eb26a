using Vae.MLNet;
using Vae.Quality.Data;
using Vae.Quality.Detectors;

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

    /// <summary>Judges what a detector said by the labels of the scored rows.</summary>
    public static SetResult Of(Detection detection, LabelledTable train, LabelledTable test, int seed, Protocol protocol)
    {
        var metrics = AnomalyMetrics.Compute(detection.Scores, test.Labels, new AnomalyEvaluationOptions { BootstrapResamples = 0 });
        return new SetResult
        {
            Set = test.Name,
            Seed = seed,
            Protocol = protocol,
            Detector = detection.Detector,
            TrainingRows = train.Rows,
            ScoredRows = test.Rows,
            Features = test.FeatureCount,
            Auroc = metrics.AreaUnderRocCurve ?? throw new InvalidDataException($"Set '{test.Name}' must have normal rows and anomalies to score; got one class only."),
            AveragePrecision = metrics.AveragePrecision!.Value,
            TrainingSeconds = detection.TrainingSeconds,
            RowsPerSecond = double.IsFinite(detection.RowsPerSecond) ? detection.RowsPerSecond : null,
            ModelBytes = detection.ModelBytes,
            ReferenceBytes = detection.ReferenceBytes,
            Promise = protocol == Protocol.OneClass ? PromiseCheck.Of(detection, test.Labels) : null,
        };
    }

    /// <summary>A line for the screen.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Set} seed {Seed} {Detector}: {Auroc:0.0000} / {AveragePrecision:0.0000}, trained in {TrainingSeconds:0.0} s");
}
