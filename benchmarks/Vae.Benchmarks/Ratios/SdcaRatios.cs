using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>
/// A trainer of ML.NET that reads its rows many times over, behind a detector: without a cache every pass scores them again, and the passes that
/// look at a few rows must cost no more than these.
/// </summary>
internal static class SdcaRatios
{
    private const int Rounds = 5;

    /// <summary>A table as people try things on.</summary>
    private const int Rows = 569;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder)
    {
        var (context, model) = (new MLContext(1), folder.Default);
        var rows = RandomRows.Values(Rows, model.Features).Chunk(model.Features)
            .Select(row => new Labelled { Features = row, Label = row[0] > 0 }).ToArray();
        var schema = SchemaDefinition.Create(typeof(Labelled));
        schema[nameof(Labelled.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, model.Features);
        var view = context.Data.LoadFromEnumerable(rows, schema);
        using var transformer = context.Transforms.DetectAnomaliesWithVae(model.Path).Fit(view);
        var scored = transformer.Transform(view);
        var contest = Contest.Run(
            Rounds, () => Training(scored), () => Training(context.Data.Cache(scored)), () => Training(context.Data.Cache(scored), "Features"));
        return [Line("a cache", 1), Line("a cache, on the features themselves", 2)];

        Cost Training(IDataView data, string features = "LatentMean") =>
            Cost.Of(() => context.BinaryClassification.Trainers.SdcaLogisticRegression(featureColumnName: features).Fit(data));

        Ratio Line(string against, int baseline) => new()
        {
            Group = "leaving", Subject = "SDCA on LatentMean without a cache", Baseline = against, On = model.Name, Unit = "ms",
            SubjectValue = 1e3 * contest.Seconds(0), BaselineValue = 1e3 * contest.Seconds(baseline), Value = contest.Ratio(0, baseline).Wall,
            Cpu = contest.Ratio(0, baseline).Cpu, Rounds = Rounds,
        };
    }

    private sealed class Labelled
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
