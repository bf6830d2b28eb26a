using TorchSharp;
using Vae.MLNet;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Tables;

public sealed class SeenRangesTests : IDisposable
{
    private const float Nan = float.NaN;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>Mean 2, ends 0 and 6: half as far again is −1 and 8.</summary>
    [Fact]
    public void A_range_reaches_half_as_far_again_from_the_mean_as_the_values_that_a_member_saw()
    {
        var ranges = SeenRanges.Fit([0, 1, 1, 6, Nan, float.PositiveInfinity, 100], 1, [[0, 1, 2, 3, 4, 5]], [], fewest: 4);

        Assert.Equal([new SeenRange(0, 3.5f, 4.5f)], ranges.Ranges);
        Assert.Equal(
            [0f, 0, 1, 1, 0, 1, 1],
            ranges.Beyond(tensor(new[] { 8f, -1, 8.01f, -1.01f, Nan, float.PositiveInfinity, float.NegativeInfinity }, [7, 1])).data<float>().ToArray());
    }

    [Fact]
    public void Members_that_saw_the_same_ends_and_mean_share_a_range_and_constants_and_categories_have_none()
    {
        float[] rows =
        [
            0, 7, 1, 0,
            2, 7, 0, 1,
            2, 7, 1, 0,
            0, 8, 0, 1,
        ];
        var ranges = SeenRanges.Fit(rows, 4, [[0, 1], [2, 3], [1, 2]], [2..4], fewest: 2);

        Assert.Equal([new(0, 1, 1.5f), new(1, 7.5f, 0.75f)], ranges.Ranges);
        Assert.Equal(new float[,] { { 1, 1, 0 }, { 0, 1, 0 } }, ranges.Watches);
    }

    [Fact]
    public void A_wild_value_does_not_widen_a_range()
    {
        var fences = new Dictionary<int, (float Low, float High)> { [0] = (float.NegativeInfinity, 99_999) };

        Assert.Equal([new SeenRange(0, 1, 1.5f)], SeenRanges.Fit([0, 2, 99_999], 1, [[0, 1, 2]], [], fences, fewest: 2).Ranges);
    }

    [Theory]
    [InlineData(199, 0)]
    [InlineData(200, 1)]
    public void Few_values_say_nothing_of_where_a_feature_ends(int values, int ranges)
    {
        float[] rows = [.. Enumerable.Range(0, 250).Select(row => row < values ? row : Nan)];

        Assert.Equal(ranges, SeenRanges.Fit(rows, 1, [[.. Enumerable.Range(0, 250).Select(row => (long)row)]], []).Ranges.Count);
    }

    /// <summary>Of forty columns one value eight standard deviations off is one of many deviations to the heads, and yet no normal row has one.</summary>
    [Fact]
    public void One_value_far_beyond_all_others_is_flagged_at_one_percent_among_many_columns()
    {
        const int columns = 40;
        using var model = VaeTraining.Train(
            new(NormalRows(1_000, columns, seed: 1), [.. Enumerable.Range(0, columns).Select(i => new VaeColumn($"x{i}"))]), Run.Quick).OpenModel();
        var changed = NormalRows(40, columns, seed: 2);
        for (var row = 0; row < 40; row++)
        {
            changed[(row * columns) + row] += row % 2 == 0 ? 8 : -8;
        }

        Assert.All(model.Score(changed).Score, score => Assert.InRange(score, 2, 8));
        Assert.InRange(model.Score(NormalRows(2_000, columns, seed: 3)).PValue.Average(p => p <= 0.01f ? 1.0 : 0), 0, 0.02);
    }

    private static float[] NormalRows(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * columns).Select(_ => Samples.Normal(random))];
    }
}
