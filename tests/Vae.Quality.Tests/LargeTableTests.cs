using Vae.Quality.Data;
using Vae.Quality.Detectors;
using Vae.Quality.Large;

namespace Vae.Quality.Tests;

public sealed class LargeTableTests
{
    private const int Normal = 400, OfEachKind = 50;

    public static TheoryData<string> Structures => [.. GeneratedTable.Structures];

    [Theory]
    [MemberData(nameof(Structures))]
    public void Equal_seeds_give_equal_rows_and_fewer_rows_are_the_first_of_more(string structure)
    {
        var (table, same, other) = (new GeneratedTable(structure, 1), new GeneratedTable(structure, 1), new GeneratedTable(structure, 2));

        Assert.Equal(table.Test(Normal, OfEachKind).Features, same.Test(Normal, OfEachKind).Features);
        Assert.Equal(table.Train(300).Features[..(100 * table.Train(1).FeatureCount)], same.Train(100).Features);
        Assert.NotEqual(table.Train(100).Features, other.Train(100).Features);
    }

    /// <summary>Each kind lies farther from the nearest of many normal rows than other normal rows do: it can be found.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Anomalies_of_every_kind_lie_apart_from_normal_rows(string structure)
    {
        var table = new GeneratedTable(structure, 1);
        var test = table.Test(Normal, OfEachKind);
        var scores = new NeighbourDetector("kNN", neighbours: 1, standardised: true).Run(table.Train(5_000), test, seed: 1)[0].Scores;

        foreach (var kind in Enum.GetValues<AnomalyKind>())
        {
            var own = scores[(Normal + ((int)kind * OfEachKind))..(Normal + (((int)kind + 1) * OfEachKind))];
            Assert.InRange(Auroc(scores[..Normal], own), 0.55, 1);
        }
    }

    /// <summary>Dependencies break where every column alone is as usual: by their columns such rows cannot be told from normal ones.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Columns_of_broken_dependencies_are_as_usual_one_by_one(string structure)
    {
        var test = new GeneratedTable(structure, 1).Test(2_000, 1_000);
        var first = 2_000 + ((int)AnomalyKind.Dependency * 1_000);

        for (var column = 0; column < test.FeatureCount; column++)
        {
            float[] normal = Column(test, column, 0, 2_000), odd = Column(test, column, first, 1_000);
            Assert.InRange(Auroc(normal, odd), 0.45, 0.55);
        }
    }

    /// <summary>Whole columns stay whole, so that no anomaly gives itself away by a fraction.</summary>
    [Fact]
    public void Counts_flags_and_codes_are_whole_in_anomalies_too()
    {
        var test = new GeneratedTable("segments", 1).Test(Normal, OfEachKind);

        foreach (var column in Enumerable.Range(8, 10))
        {
            Assert.All(Column(test, column, 0, test.Rows), value => Assert.Equal(MathF.Round(value), value));
        }
    }

    [Fact]
    public void Variants_are_options_by_name_and_others_are_refused()
    {
        Assert.Equal("Vae", LargeVariant.Of("steps=4000+hidden=256").Name);
        Assert.Contains("steps=", Assert.Throws<ArgumentException>(() => LargeVariant.Of("stops=4000")).Message, StringComparison.Ordinal);
    }

    private static float[] Column(LabelledTable table, int column, int first, int rows) =>
        [.. Enumerable.Range(first, rows).Select(row => table.Row(row).Span[column])];

    /// <summary>The share of pairs in which the odd value is the larger, ties counted half.</summary>
    private static double Auroc(float[] normal, float[] odd) =>
        odd.Average(high => normal.Average(low => high > low ? 1 : high == low ? 0.5 : 0));
}
