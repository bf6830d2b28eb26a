using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;

namespace Vae.Data.Comparison;

/// <summary>
/// Whether boosted trees (ML.NET's FastTree, 100 trees of 20 leaves) tell made-up rows from real ones: their cross-validated AUROC, three folds.
/// 0.5 is what nobody can tell apart (Lopez-Paz and Oquab 2017). Rows are features, row-major: [rows, features].
/// </summary>
internal static class TwoSampleTest
{
    private const int Folds = 3, MostRows = 2_000;

    /// <summary>The AUROC; NaN where there are too few rows to learn from.</summary>
    public static double Auroc(float[] real, float[] made, int width)
    {
        var count = Math.Min(MostRows, Math.Min(real.Length, made.Length) / width);
        if (count < 10 * Folds)
        {
            return double.NaN;
        }

        Row[] rows = [.. Rows(real, isMade: false), .. Rows(made, isMade: true)];
        new Random(1).Shuffle(rows);
        var context = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        var scores = new float[rows.Length];
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] held = [.. Enumerable.Range(0, rows.Length).Where(place => place % Folds == fold)];
            var model = context.BinaryClassification.Trainers.FastTree().Fit(View(rows.Where((_, place) => place % Folds != fold)));
            foreach (var (place, score) in held.Zip(model.Transform(View(held.Select(place => rows[place]))).GetColumn<float>("Score")))
            {
                scores[place] = score;
            }
        }

        return AnomalyMetrics.Compute(scores, [.. rows.Select(row => row.Label)], new() { BootstrapResamples = 0 }).AreaUnderRocCurve!.Value;

        IEnumerable<Row> Rows(float[] table, bool isMade) =>
            table.Chunk(width).Take(count).Select(features => new Row { Features = features, Label = isMade });

        IDataView View(IEnumerable<Row> chosen) => context.Data.LoadFromEnumerable(chosen.ToArray(), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
