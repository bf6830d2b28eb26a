using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Benchmarks.Baselines;
using Vae.Benchmarks.Measuring;
using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>One row at a time: a PredictionEngine against bare ONNX Runtime at batch 1, and against ApplyOnnxModel in a PredictionEngine.</summary>
internal static class EngineRatios
{
    private const int Rounds = 15;

    public static IEnumerable<Ratio> Measure(BenchmarkFolder folder) =>
        [.. Measure(folder.Small, 3_000), .. Measure(folder.Large, 400), .. Measure(folder.Default, 200)];

    private static Ratio[] Measure(BenchmarkModel model, int calls)
    {
        var context = new MLContext(1);
        var rows = RandomRows.Values(64, model.Features).Chunk(model.Features).Select(features => new Row { Features = features }).ToArray();
        var view = RandomRows.View(context, [.. rows.SelectMany(row => row.Features)], model.Features);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = view.Schema[nameof(Row.Features)].Type;
        using var transformer = context.Transforms.DetectAnomaliesWithVae(model.Path).Fit(view);
        using var engine = context.Model.CreatePredictionEngine<Row, Verdict>(transformer, new PredictionEngineOptions { InputSchemaDefinition = schema, OwnsTransformer = false });
        using var stock = context.Model.CreatePredictionEngine<Row, StockVerdict>(StockOnnx.Estimator(context, model).Fit(view), new PredictionEngineOptions { InputSchemaDefinition = schema });
        using var bare = new BareRow(model);
        var (verdict, stockVerdict) = (new Verdict(), new StockVerdict());
        var contest = Contest.Run(
            Rounds,
            () => PerCall(row => engine.Predict(row, ref verdict)),
            () => PerCall(row => bare.Score(row.Features)),
            () => PerCall(row => stock.Predict(row, ref stockVerdict)));
        return [Line(1, "bare ONNX Runtime, batch 1", Goal.Most(1.3)), Line(2, "ApplyOnnxModel in a PredictionEngine", Goal.Most(1))];

        Cost PerCall(Action<Row> call) => Cost.Of(() =>
        {
            for (var index = 0; index < calls; index++)
            {
                call(rows[index % rows.Length]);
            }
        }) / calls;

        Ratio Line(int baseline, string name, Goal goal) => new()
        {
            Group = "engine", Subject = "PredictionEngine", Baseline = name, On = model.Name, Unit = "µs/row", SubjectValue = 1e6 * contest.Seconds(0),
            BaselineValue = 1e6 * contest.Seconds(baseline), Value = contest.Ratio(0, baseline).Wall, Cpu = contest.Ratio(0, baseline).Cpu, Rounds = Rounds, Goal = goal,
        };
    }

    /// <summary>The same three columns as ApplyOnnxModel types them.</summary>
    private sealed class StockVerdict
    {
        public float[] Score { get; set; } = [];

        public bool[] PredictedLabel { get; set; } = [];

        public float[] PValue { get; set; } = [];
    }
}
