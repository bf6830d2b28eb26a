using Vae.Data;
using Vae.MLNet;
using Vae.Quality.Data;
using Vae.Training;

namespace Vae.Quality.Generation;

/// <summary>Trains on half of the normal rows, makes up as many, and compares them with the other half, which nothing has seen.</summary>
internal sealed record GenerationRun
{
    public required string Folder { get; init; }

    public required IReadOnlyList<string> Sets { get; init; }

    public required int Seed { get; init; }

    public required string? Splits { get; init; }

    /// <summary>Sets of fewer normal rows are left out.</summary>
    public required int FewestNormalRows { get; init; }

    public required int MostTrainingRows { get; init; }

    public required bool Retrains { get; init; }

    public IEnumerable<GenerationResult> Results()
    {
        foreach (var path in TableFile.In(Folder, Sets))
        {
            var table = TableFile.Read(path, "Label");
            if (table.Labels.Count(isAnomaly => !isAnomaly) >= FewestNormalRows)
            {
                yield return Run(table);
            }
        }
    }

    private GenerationResult Run(LabelledTable table)
    {
        var split = Splits is null ? RowSplit.Draw(table.Labels, Seed) : RowSplit.Read(Path.Combine(Splits, FormattableString.Invariant($"{table.Name}.{Seed}.txt")));
        var (train, test) = (table.Select([.. split.Train.Take(MostTrainingRows)]), table.Select(split.Test));
        var fresh = table.Select([.. split.Test.Where(row => !table.Labels[row])]).Features;
        var options = new VaeTrainingOptions { Seed = Seed };
        using var model = VaeTraining.Train(new VaeTrainingData(train.Features, train.Columns), options).OpenModel();
        using var generator = model.OpenGenerator();
        var rows = generator.Generate(train.Rows, new() { Seed = Seed });
        var (made, width) = (rows.Features, table.FeatureCount);
        var quality = MadeUpComparison.Compare(train.Columns, made, fresh, train.Features);
        return new GenerationResult
        {
            Set = table.Name,
            Seed = Seed,
            TrainingRows = train.Rows,
            Features = width,
            ColumnShapes = quality.ColumnShapes,
            PairTrends = quality.PairTrends,
            Validity = quality.Validity,
            TwoSampleAuroc = quality.TwoSampleAuroc,
            Copies = quality.Copies,
            RareCopies = quality.RareCopies,
            FreshCopies = MadeUpComparison.Copies(train.Columns, fresh[..(Math.Min(fresh.Length / width, train.Rows) * width)], train.Features),
            NearestRatio = quality.NearestDistance / Math.Max(quality.RealNearestDistance, 1e-12),
            Flagged = rows.Anomalies / (double)rows.Draws,
            AurocReal = Retrains ? Auroc(model, test) : null,
            AurocMade = Retrains ? Retrained(made, train, test, options) : null,
        };
    }

    private static double Retrained(float[] made, LabelledTable train, LabelledTable test, VaeTrainingOptions options)
    {
        using var model = VaeTraining.Train(new VaeTrainingData(made, train.Columns), options).OpenModel();
        return Auroc(model, test);
    }

    private static double Auroc(VaeModel model, LabelledTable test) =>
        AnomalyMetrics.Compute(model.Score(test.Features).Score, test.Labels, new() { BootstrapResamples = 0 }).AreaUnderRocCurve!.Value;
}
