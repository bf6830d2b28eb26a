using TorchSharp;
using Vae.Training.Tables;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Tables;

public sealed class NoveltyCounterTests : IDisposable
{
    private const float Nan = float.NaN;

    /// <summary>Three rows of: a constant; one that differs in row 2; one that is missing but for row 0; a text column of two categories.</summary>
    private static readonly float[] Rows =
    [
        7, 1, 3, 1, 0,
        7, 1, Nan, 0, 1,
        7, 2, Nan, 1, 0,
    ];

    /// <summary>Member 0 saw rows 0 and 1, member 1 rows 1 and 2.</summary>
    private static readonly long[][] Seen = [[0, 1], [1, 2]];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Constants_are_found_for_each_member_in_the_rows_that_it_saw()
    {
        var counter = NoveltyCounter.Fit(Rows, 5, Seen, []);

        Assert.Equal([new(0, 7), new(1, 1), new(2, Nan), new(2, 3)], counter.Constants);
        Assert.Equal(new float[,] { { 1, 1 }, { 1, 0 }, { 0, 1 }, { 1, 0 } }, counter.Watches);
    }

    [Theory]
    [InlineData(new[] { 7, 1, 3, 1, 0f }, 0, 1)]
    [InlineData(new[] { 7, 1, Nan, 1, 0f }, 0, 0)]
    [InlineData(new[] { 8, 1, 3, 1, 0f }, 1, 2)]
    [InlineData(new[] { 7, 2, 3, 1, 0f }, 1, 1)]
    [InlineData(new[] { 7, 1, 4, 1, 0f }, 1, 1)]
    [InlineData(new[] { 7, 1, float.NegativeInfinity, 1, 0f }, 1, 1)]
    [InlineData(new[] { 8, 2, 4, 0, 0f }, 4, 3)]
    [InlineData(new[] { 7, 1, 3, 0, 0f }, 1, 2)]
    [InlineData(new[] { Nan, Nan, Nan, Nan, Nan }, 0, 0)]
    [InlineData(new[] { 7, 1, 3, Nan, Nan }, 0, 1)]
    [InlineData(new[] { 7.000001f, 1, 3, 1, 0 }, 0, 1)]
    [InlineData(new[] { float.PositiveInfinity, 1, 3, 1, 0 }, 1, 2)]
    public void Novelties_are_changed_constants_first_values_and_unseen_categories_but_not_gaps(float[] row, float first, float second)
    {
        var counter = NoveltyCounter.Fit(Rows, 5, Seen, [3..5]);

        Assert.Equal([first, second], counter.Count(tensor(row, [1, 5])).data<float>().ToArray());
    }

    [Fact]
    public void A_feature_with_infinities_but_no_number_is_watched_by_nobody()
    {
        var counter = NoveltyCounter.Fit([1, Nan, 2, float.PositiveInfinity], 2, [[0, 1]], []);

        Assert.Empty(counter.Constants);
        Assert.Equal([0f], counter.Count(tensor(new[] { 1, 5f }, [1, 2])).data<float>().ToArray());
    }

    [Theory]
    [InlineData(1e-9f)]
    [InlineData(1)]
    [InlineData(1e9f)]
    public void What_is_constant_does_not_depend_on_the_unit(float unit)
    {
        Assert.Empty(NoveltyCounter.Fit([1 * unit, 2 * unit], 1, [[0, 1]], []).Constants);
        var constant = Assert.Single(NoveltyCounter.Fit([unit, unit * 1.0000001f], 1, [[0, 1]], []).Constants);
        Assert.Equal(1e-6 * unit, constant.Tolerance, 1e-9 * unit);
    }
}
