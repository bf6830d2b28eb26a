using System.Globalization;
using Vae.MLNet;
using Vae.Quality.Data;
using Vae.Quality.Detectors;

namespace Vae.Quality;

/// <summary>Every detector on every data set under every seed, one after the other, so that times can be compared.</summary>
internal sealed record QualityRun
{
    public required string Folder { get; init; }

    public required IReadOnlyList<string> Sets { get; init; }

    public required IReadOnlyList<int> Seeds { get; init; }

    public required Protocol Protocol { get; init; }

    public required IReadOnlyList<IDetector> Detectors { get; init; }

    /// <summary>Folder of splits <c>set.seed.txt</c>, or null to draw them.</summary>
    public string? Splits { get; init; }

    /// <summary>Folder that the scores go to, one file <c>set.seed.detector.txt</c> with one line per scored row, or null.</summary>
    public string? Scores { get; init; }

    /// <summary>Seed of training, or null for that of the split: tells the noise of training from that of the rows.</summary>
    public int? TrainingSeed { get; init; }

    public string LabelColumn { get; init; } = "Label";

    public IEnumerable<SetResult> Results()
    {
        foreach (var path in TableFile.In(Folder, Sets))
        {
            var table = TableFile.Read(path, LabelColumn);
            foreach (var seed in Seeds)
            {
                var (train, test) = Select(table, seed);
                foreach (var detection in Detectors.SelectMany(detector => detector.Run(train, test, TrainingSeed ?? seed)))
                {
                    WriteScores(detection, test, seed);
                    yield return Judge(detection, train, test, seed);
                }
            }
        }
    }

    private (LabelledTable Train, LabelledTable Test) Select(LabelledTable table, int seed)
    {
        var split = Splits is null ? RowSplit.Draw(table.Labels, seed) : RowSplit.Read(Path.Combine(Splits, FormattableString.Invariant($"{table.Name}.{seed}.txt")));
        if (Protocol == Protocol.OneClass)
        {
            return (table.Select(split.Train), table.Select(split.Test));
        }

        var all = table.Select([.. split.Train, .. split.Test]);
        return (all, all);
    }

    private void WriteScores(Detection detection, LabelledTable test, int seed)
    {
        if (Scores is not null)
        {
            var path = Path.Combine(Scores, FormattableString.Invariant($"{test.Name}.{seed}.{detection.Detector}.txt"));
            File.WriteAllLines(path, detection.Scores.Select(score => score.ToString("R", CultureInfo.InvariantCulture)));
        }
    }

    private SetResult Judge(Detection detection, LabelledTable train, LabelledTable test, int seed)
    {
        var metrics = AnomalyMetrics.Compute(detection.Scores, test.Labels, new AnomalyEvaluationOptions { BootstrapResamples = 0 });
        return new SetResult
        {
            Set = test.Name,
            Seed = seed,
            Protocol = Protocol,
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
            Promise = Protocol == Protocol.OneClass ? PromiseCheck.Of(detection, test.Labels) : null,
        };
    }
}
