using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Quality.Data;
using Vae.Quality.Detectors;

namespace Vae.Quality.Generation;

/// <summary>
/// Whether boosted trees (ML.NET's FastTree, 100 trees of 20 leaves) tell made-up rows from fresh real ones: their cross-validated AUROC, three folds.
/// 0.5 is what nobody can tell apart (Lopez-Paz and Oquab 2017).
/// </summary>
internal static class TwoSampleTest
{
    private const int Folds = 3, MostRows = 2_000;

    public static double Auroc(float[] real, float[] made, int width)
    {
        var rows = Math.Min(MostRows, Math.Min(real.Length, made.Length) / width);
        var table = new LabelledTable(
            "both", [.. real[..(rows * width)], .. made[..(rows * width)]], width, [.. Enumerable.Repeat(false, rows), .. Enumerable.Repeat(true, rows)]);
        var context = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        var order = Enumerable.Range(0, table.Rows).ToArray();
        new Random(1).Shuffle(order);
        var scores = new double[table.Rows];
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] held = [.. order.Where((_, place) => place % Folds == fold)];
            var model = context.BinaryClassification.Trainers.FastTree().Fit(View([.. order.Where((_, place) => place % Folds != fold)]));
            foreach (var (row, score) in held.Zip(model.Transform(View(held)).Column("Score")))
            {
                scores[row] = score;
            }
        }

        return Vae.MLNet.AnomalyMetrics.Compute([.. scores.Select(score => (float)score)], table.Labels, new() { BootstrapResamples = 0 }).AreaUnderRocCurve!.Value;

        IDataView View(int[] chosen) => context.Data.LoadFromEnumerable(
            chosen.Select(row => new Row { Features = table.Row(row).ToArray(), Label = table.Labels[row] }).ToArray(), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
