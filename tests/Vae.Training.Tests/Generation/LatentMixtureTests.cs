using TorchSharp;
using Vae.MLNet.Contract;
using Vae.Training.Generation;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Generation;

public sealed class LatentMixtureTests
{
    [Fact]
    public void Draws_have_the_means_and_covariances_of_the_rows()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var normal = randn([2_000, 2], generator: generator);
        var rows = cat([normal.mm(tensor([2f, 1f, 0f, 0.5f]).view(2, 2)) + 5, randn([1_000, 2], generator: generator) - 20]);

        var drawn = LatentMixture.Fit(rows, generator).Draw(6_000, generator);

        var far = drawn.select(1, 0).gt(-10).nonzero().flatten();
        Assert.InRange(far.shape[0] / 6_000.0, 0.63, 0.70);
        var near = drawn.index_select(0, far);
        Assert.InRange(near.mean([0])[0].ToSingle(), 4.7f, 5.3f);
        var centred = near - near.mean([0]);
        var covariance = centred.t().mm(centred) / near.shape[0];
        Assert.Equal(4, covariance[0, 0].ToSingle(), 0.5f);
        Assert.Equal(2, covariance[0, 1].ToSingle(), 0.35f);
    }

    [Fact]
    public void No_component_stands_for_few_rows()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var rows = cat([randn([200, 3], generator: generator), full([2, 3], 1_000f)]);

        var mixture = LatentMixture.Fit(rows, generator);

        Assert.InRange(mixture.Weights.min().ToSingle(), 10 / 202f - 1e-6f, 1);
        Assert.Equal(1, mixture.Weights.sum().ToSingle(), 1e-5f);
    }

    /// <summary>Of 40 rows two are alike and three are alike: only the three are nobody's own.</summary>
    [Fact]
    public void Rows_that_three_rows_are_may_come_again()
    {
        using var scope = NewDisposeScope();
        float[] rows = [.. Enumerable.Range(0, 35).SelectMany(row => new float[] { row, 1 }), 100, 2, 100, 2, 200, 3, 200, 3, 200, 3];

        var words = RareRows.Sketch(tensor(rows).view(-1, 2));

        Assert.Equal(36 * 16 / 64, words.Length);
        Assert.True(RowSketch.MayHold(words, [5, 1]) && RowSketch.MayHold(words, [100, 2]));
        Assert.False(RowSketch.MayHold(words, [200, 3]));
    }

    [Fact]
    public void Offsets_make_each_category_win_as_often_as_it_should()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var drawn = (randn([4_000, 3], generator: generator) * 0.2) + tensor([0.9f, 0.1f, 0f]);
        var shares = tensor([0.5f, 0.45f, 0.05f]);

        var offsets = tensor(CategoryOffsets.Fit(drawn, shares));

        var won = (drawn + offsets).argmax(1);
        var found = Enumerable.Range(0, 3).Select(category => won.eq(category).to(float32).mean().ToSingle()).ToArray();
        Assert.Equal(0.5f, found[0], 0.02f);
        Assert.Equal(0.05f, found[2], 0.02f);
    }

    /// <summary>Wide rows are taken apart by iteration, narrow ones exactly; both find the three directions that all variance but noise lies in.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(400)]
    public void The_largest_directions_hold_the_variance(int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4);
        var rows = randn([500, 3], generator: generator).mm(randn([3, width], generator: generator)) + (randn([500, width], generator: generator) * 0.01);

        var directions = LargestDirections.Of(rows, 3, generator);

        Assert.InRange((directions.mm(directions.t()) - eye(3)).abs().max().ToSingle(), 0, 1e-4f);
        Assert.InRange((rows - rows.mm(directions.t()).mm(directions)).square().mean().ToSingle(), 0, 2e-4f);
    }
}
