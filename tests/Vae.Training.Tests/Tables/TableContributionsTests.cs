using Microsoft.ML;
using Vae.MLNet;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

/// <summary>Which features a row's oddness is put down to, through the exported file.</summary>
public sealed class TableContributionsTests
{
    private const int Width = 10;

    public static TheoryData<VaeScoreKind> Kinds() => [.. Enum.GetValues<VaeScoreKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Shares_add_up_to_1_and_are_missing_where_nothing_is_known(VaeScoreKind kind)
    {
        using var model = Run.Mixed(kind).Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var rows = Samples.OddRows(800);

        foreach (var (row, shares) in rows.Chunk(Width).Zip(model.Compute(VaeOutputs.FeatureContributions, rows).Chunk(Width)))
        {
            if (row.All(float.IsNaN))
            {
                Assert.All(shares, share => Assert.Equal(float.NaN, share));
            }
            else
            {
                Assert.All(shares, share => Assert.InRange(share, 0, 1));
                Assert.Equal(1, shares.Sum(share => (double)share), 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(3, 8f)]                                                                 // a constant that changed
    [InlineData(0, 1e6f)]                                                               // far out
    [InlineData(6, float.NegativeInfinity)]
    public void The_feature_that_was_broken_has_the_largest_share(int feature, float value)
    {
        using var model = Run.Mixed().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var rows = Samples.MixedRows(50, seed: 5);
        for (var row = 0; row < 50; row++)
        {
            rows[(row * Width) + feature] = value;
        }

        var named = model.Compute(VaeOutputs.FeatureContributions, rows).Chunk(Width).Count(shares => Array.IndexOf(shares, shares.Max()) == feature);

        Assert.InRange(named, 45, 50);
    }

    [Fact]
    public void The_features_of_an_unseen_category_have_the_largest_share_together()
    {
        using var model = Run.Mixed().Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var rows = Samples.MixedRows(50, seed: 6);
        for (var row = 0; row < 50; row++)
        {
            rows.AsSpan((row * Width) + 7, 3).Clear();
        }

        var named = model.Compute(VaeOutputs.FeatureContributions, rows).Chunk(Width).Count(shares => shares[7..].Sum() > shares[..7].Max());

        Assert.InRange(named, 45, 50);
    }

    /// <summary>The scores then come from another session: a graph with more outputs.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_have_the_same_bits_with_contributions_and_without(VaeScoreKind kind)
    {
        using var model = Run.Mixed(kind).Vae.OpenModel(new() { Device = VaeDevice.Cpu, Threshold = 0.5 });
        var rows = Samples.OddRows(500);
        var alone = model.Score(rows);

        var context = new MLContext(seed: 1);
        var view = FeatureRow.View(context, rows, Width);
        using var transformer = context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(view);
        var together = context.Data.CreateEnumerable<ScoredRow>(transformer.Transform(view), reuseRowObject: false).ToArray();

        Assert.Equal(alone.Score, together.Select(row => row.Score));
        Assert.Equal(alone.PredictedLabel, together.Select(row => row.PredictedLabel));
        Assert.Equal(model.Compute(VaeOutputs.FeatureContributions, rows).Length, together.Sum(row => row.FeatureContributions.Length));
    }

    private sealed class ScoredRow
    {
        public float Score { get; set; }

        public bool PredictedLabel { get; set; }

        public float[] FeatureContributions { get; set; } = [];
    }
}
