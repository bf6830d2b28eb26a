using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.Quality.Data;
using Vae.Quality.Detectors;
using Vae.Training;

namespace Vae.Quality.Faults;

/// <summary>
/// Plants faults in held-out normal rows and asks which feature is named, through the exported file and ML.NET's transformer; and what the shares cost beside the scores.
/// </summary>
internal sealed record FaultRun
{
    private static readonly VaeOutput[] Rankings = [VaeOutputs.FeatureErrors, VaeOutputs.FeatureContributions];

    public required string Folder { get; init; }

    public required IReadOnlyList<string> Sets { get; init; }

    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Folder of splits <c>set.seed.txt</c>, or null to draw them.</summary>
    public string? Splits { get; init; }

    public required int MostTrainingRows { get; init; }

    public required int MostRows { get; init; }

    /// <summary>The results of each set and seed, with the cost of the shares and the counterfactuals of the shifted rows there.</summary>
    public IEnumerable<(IReadOnlyList<FaultResult> Hits, ContributionCost Cost, CounterfactualRate Rate)> Results()
    {
        foreach (var path in TableFile.In(Folder, Sets))
        {
            var table = TableFile.Read(path, "Label");
            foreach (var seed in Seeds)
            {
                yield return Run(table, seed);
            }
        }
    }

    private (IReadOnlyList<FaultResult> Hits, ContributionCost Cost, CounterfactualRate Rate) Run(LabelledTable table, int seed)
    {
        var split = Splits is null ? RowSplit.Draw(table.Labels, seed) : RowSplit.Read(Path.Combine(Splits, FormattableString.Invariant($"{table.Name}.{seed}.txt")));
        var train = table.Select([.. split.Train.Take(MostTrainingRows)]);
        var normal = table.Select([.. split.Test.Where(row => !table.Labels[row]).Take(MostRows)]);
        var trained = VaeTraining.Train(new VaeTrainingData(train.Features, train.Columns), new VaeTrainingOptions { Seed = seed });
        var context = new MLContext(seed: 0);
        using var model = trained.OpenModel();
        using var transformer = context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(normal.ToDataView(context));
        var faults = Enum.GetValues<FaultKind>().ToDictionary(kind => kind, kind => PlantedFaults.In(normal, train, kind, seed));
        var hits = faults.SelectMany(planted => Hits(context, transformer, planted.Value, planted.Key, seed)).ToArray();
        return (hits, ContributionCost.Of(context, transformer, normal), CounterfactualRate.Of(model, faults[FaultKind.Shift]));
    }

    private static IEnumerable<FaultResult> Hits(MLContext context, VaeAnomalyTransformer transformer, PlantedFaults faults, FaultKind kind, int seed)
    {
        var scored = transformer.Transform(faults.Rows.ToDataView(context));
        return Rankings.Select(ranking =>
        {
            int[] ranks = [.. scored.GetColumn<float[]>(ranking.Name).Zip(faults.Broken, (values, broken) => values.Count(value => value > values[broken]))];
            return new FaultResult
            {
                Set = faults.Rows.Name,
                Seed = seed,
                Fault = kind,
                Ranking = ranking.Name,
                Rows = ranks.Length,
                Features = faults.Rows.FeatureCount,
                HitAt1 = ranks.Average(rank => rank == 0 ? 1.0 : 0),
                HitAt3 = ranks.Average(rank => rank < 3 ? 1.0 : 0),
            };
        });
    }
}
