using System.Diagnostics;
using Microsoft.ML;
using Vae.Quality.Data;
using Vae.Training;

namespace Vae.Quality.Detectors;

/// <summary>The library as its users meet it: trained with TorchSharp, saved to ONNX, scored inside ML.NET.</summary>
/// <param name="options">How to train.</param>
/// <param name="checkpoints">Folder that trained members are kept in and taken from, or null to train every time.</param>
internal sealed class VaeDetector(VaeTrainingOptions options, string? checkpoints = null) : IDetector
{
    public string Name => "Vae";

    public IReadOnlyList<Detection> Run(LabelledTable train, LabelledTable test, int seed)
    {
        var clock = Stopwatch.StartNew();
        var trained = VaeTraining.Train(new VaeTrainingData(train.Features, train.Columns), Options(train, seed));
        var seconds = clock.Elapsed.TotalSeconds;

        var folder = Directory.CreateTempSubdirectory("vae-quality-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.onnx");
            trained.Save(path);
            var detection = Score(path, test) with { TrainingSeconds = seconds };

            // Training rows have two scores: the one that the graph gives them, and the one from members that never saw them.
            return ReferenceEquals(train, test)
                ? [detection, new Detection("Vae, stored", [.. trained.TrainingScores], seconds, double.NaN)]
                : [detection];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private VaeTrainingOptions Options(LabelledTable train, int seed) => options with
    {
        Seed = seed,
        Checkpoint = checkpoints is null ? null : new()
        {
            Path = Path.Combine(checkpoints, FormattableString.Invariant($"{train.Name}.{seed}.checkpoint")), Resume = true, Interval = TimeSpan.FromDays(1),
        },
    };

    private Detection Score(string path, LabelledTable test)
    {
        var context = new MLContext(seed: 0);
        var rows = test.ToDataView(context);
        using var transformer = context.Transforms.DetectAnomaliesWithVae(path).Fit(rows);
        var (scores, rate) = ScoringClock.Measure(test.Rows, () => transformer.Transform(rows).Column("Score"));
        return new Detection(Name, scores, TrainingSeconds: 0, rate)
        {
            PValues = transformer.Transform(rows).Column("PValue"),
            CalibrationRows = transformer.Model.Info.CalibrationRows,
            ModelBytes = new FileInfo(path).Length,
            ReferenceBytes = transformer.Model.Info.ReferenceBytes,
        };
    }
}
