using Vae.MLNet;
using Vae.Quality.Data;

namespace Vae.Quality.Large;

/// <summary>One training, scored through the exported file.</summary>
internal static class LargeRun
{
    public static LargeResult Of(string variant, LabelledTable train, LabelledTable test, int seed)
    {
        PeakMemory.Restart();
        var detection = LargeVariant.Of(variant).Run(train, test, seed)[0];
        var metrics = Metrics(detection.Scores, test.Labels);
        return new()
        {
            Set = train.Name,
            Rows = train.Rows,
            Features = train.FeatureCount,
            Seed = seed,
            Variant = variant,
            Auroc = metrics.AreaUnderRocCurve!.Value,
            AveragePrecision = metrics.AveragePrecision!.Value,
            Kinds = GeneratedTable.Structures.Contains(train.Name) ? Kinds(detection.Scores, test) : null,
            FalseAlarms = detection.PValues?.Where((_, row) => !test.Labels[row]).Average(p => p <= 0.05 ? 1.0 : 0),
            TrainingSeconds = detection.TrainingSeconds,
            RowsPerSecond = detection.RowsPerSecond,
            ModelBytes = detection.ModelBytes,
            PeakBytes = PeakMemory.Bytes(),
        };
    }

    private static Dictionary<AnomalyKind, double> Kinds(float[] scores, LabelledTable test)
    {
        var kinds = Enum.GetValues<AnomalyKind>();
        var normal = test.Labels.Count(isOdd => !isOdd);
        var ofEach = (test.Rows - normal) / kinds.Length;
        return kinds.ToDictionary(kind => kind, kind =>
        {
            int[] rows = [.. Enumerable.Range(0, normal), .. Enumerable.Range(normal + ((int)kind * ofEach), ofEach)];
            return Metrics([.. rows.Select(row => scores[row])], [.. rows.Select(row => test.Labels[row])]).AreaUnderRocCurve!.Value;
        });
    }

    private static AnomalyMetrics Metrics(float[] scores, bool[] labels) =>
        AnomalyMetrics.Compute(scores, labels, new AnomalyEvaluationOptions { BootstrapResamples = 0 });
}
