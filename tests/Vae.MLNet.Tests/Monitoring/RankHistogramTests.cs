using CsCheck;
using Vae.MLNet.Monitoring;

namespace Vae.MLNet.Tests.Monitoring;

public sealed class RankHistogramTests
{
    [Fact]
    public void A_rank_is_the_share_of_values_below_with_ties_by_the_draw()
    {
        var ranks = RankHistogram.Of([1, 2, 2, 4]);

        Assert.Equal((3 + (0.5 * 1)) / 5, ranks.Add(3, 0.5), 12);       // 1, 2, 2 are below
        Assert.Equal((1 + (0.25 * 3)) / 6, ranks.Add(2, 0.25), 12);     // 1 is below, two equal it
        Assert.Equal((4 + (0.5 * 2)) / 7, ranks.Add(3.5f, 0.5), 12);    // shares a gap with the 3
    }

    [Fact]
    public void A_missing_value_is_a_value_below_all_others() => Assert.Equal(0.5 * 2 / 4, RankHistogram.Of([1, float.NaN, 2]).Add(float.NaN, 0.5), 12);

    [Fact]
    public void Without_ties_ranks_are_those_of_sorting() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, 50).Select(_ => random.NextSingle())];
        var ranks = RankHistogram.Of(values);

        Assert.All(values, (value, place) => Assert.Equal(
            Math.Floor((51 + place) * ranks.Add(value, 0.25)), values.Count(other => other < value) + values.Take(place).Count(other => other < value) + Own(place, value)));

        double Own(int place, float value) => Math.Floor(0.25 * (2 + values.Take(place).Count(other => other == value)));
    });
}
