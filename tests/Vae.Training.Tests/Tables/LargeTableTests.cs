using Vae.MLNet;
using Vae.Training.Tables;

namespace Vae.Training.Tests.Tables;

public sealed class LargeTableTests
{
    [Theory]
    [InlineData(10, 256)]
    [InlineData(20_000, 256)]
    [InlineData(50_000, 640)]
    [InlineData(80_000, 1_024)]
    [InlineData(1_000_000, 1_024)]
    [InlineData(8_000_000_000, 1_024)]
    public void References_grow_with_rows_between_two_bounds(long rows, int references) =>
        Assert.Equal(references, LargeTable.References(rows, 256));

    /// <summary>Five banks of rows, five of ranks and five of residuals have half as many again as those of fewer rows.</summary>
    [Theory]
    [InlineData(30_000, 5 * (384 + 384 + 192), "30,000 rows train: up to 1.50 times as many prototypes")]
    [InlineData(20_000, 5 * (256 + 256 + 128), null)]
    public void A_large_table_has_more_prototypes_and_says_so(int rows, int vectors, string? remark)
    {
        var trained = VaeTraining.Train(Table(rows), new() { Steps = 5, HiddenUnits = 4 });

        Assert.Equal(vectors, trained.Info.ReferenceVectors);
        var remarks = trained.Remarks.Where(text => text.Contains("times as many", StringComparison.Ordinal)).ToList();
        Assert.Equal(remark is null ? 0 : 1, remarks.Count);
        Assert.All(remarks, text => Assert.StartsWith(remark!, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(VaeScoreKind.Pure, null)]
    [InlineData(VaeScoreKind.Robust, null)]
    [InlineData(VaeScoreKind.Hybrid, 100)]
    public void Nothing_is_said_where_the_number_does_not_hang_on_the_rows(VaeScoreKind score, int? vectors) =>
        Assert.Empty(LargeTable.Remarks(1_000_000, new() { Score = score, ReferenceVectors = vectors }));

    /// <summary>Three columns, of which the third goes with the others.</summary>
    private static VaeTrainingData Table(int rows)
    {
        var random = new Random(1);
        var values = new float[rows * 3];
        for (var i = 0; i < values.Length; i += 3)
        {
            (values[i], values[i + 1]) = (random.NextSingle() * 10, random.NextSingle());
            values[i + 2] = values[i] * values[i + 1];
        }

        return new(values, [new("a"), new("b"), new("c")]);
    }
}
