using System.Globalization;
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
                    yield return SetResult.Of(detection, train, test, seed, Protocol);
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
}
