using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

public sealed class WildValuesTests
{
    [Theory]
    [InlineData(999, true)]
    [InlineData(-999, true)]
    [InlineData(99999, true)]
    [InlineData(1e6f, true)]
    [InlineData(32767, true)]
    [InlineData(-1e38f, true)]
    [InlineData(float.MaxValue, true)]
    [InlineData(99, false)]
    [InlineData(1000, false)]
    [InlineData(998, false)]
    [InlineData(54321, false)]
    public void A_mark_of_missing_values_looks_like_what_devices_write(float value, bool mark) => Assert.Equal(mark, MissingMark.LooksLikeOne(value));

    [Theory]
    [InlineData(99999, 1, false)]
    [InlineData(99999, 3, true)]
    [InlineData(-999, 10, true)]
    [InlineData(1e38f, 2, true)]
    [InlineData(54321, 2, false)]
    [InlineData(54321, 3, false)]
    public void What_comes_again_far_outside_the_bulk_counts_as_missing(float value, int count, bool missing)
    {
        var data = Samples.Marked(300, count, value);

        var wild = WildValues.Find(data.Features.Span, 5, []);

        Assert.Equal([new WildValue(1, value, count, missing)], wild.Found);
        Assert.Equal(missing ? count : 0, new MissingMarks(wild.Marks).Apply(data.Features.ToArray(), 5).Count(float.IsNaN));
        var ordinary = TableScaler.Fit(Samples.PlainRows(300), 5);
        Assert.Equal(ordinary.Scale[1], TableScaler.Fit(data.Features.Span, 5, wild.Fences).Scale[1], 0.05f * ordinary.Scale[1]);
    }

    /// <summary>Heavy tails, rare flags, counts with rare large values, a column of one value, and half a column of 9999.</summary>
    [Theory]
    [InlineData("log-normal")]
    [InlineData("flag")]
    [InlineData("counts")]
    [InlineData("constant")]
    [InlineData("half")]
    public void Ordinary_columns_have_none(string kind)
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 2_000).Select(row => kind switch
        {
            "log-normal" => MathF.Exp(2 * Samples.Normal(random)),
            "flag" => row == 77 ? 1 : 0,
            "counts" => random.Next(100) == 0 ? random.Next(200) : random.Next(3),
            "constant" => 5f,
            _ => row % 2 == 0 ? 9999 : Samples.Normal(random),
        })];

        var wild = WildValues.Find(values, 1, []);

        Assert.Empty(wild.Found);
        Assert.Empty(wild.Fences);
        Assert.Same(values, new MissingMarks(wild.Marks).Apply(values, 1));
    }

    [Fact]
    public void Marks_are_found_beside_other_marks_and_in_a_column_of_one_value()
    {
        float[] values = [.. Enumerable.Repeat(5f, 200), 99999, 99999, -999, -999, -999];

        Assert.Equal(
            [new WildValue(0, -999, 3, IsMissing: true), new(0, 99999, 2, IsMissing: true)],
            WildValues.Find(values, 1, []).Found);
    }

    [Theory]
    [InlineData(1, 99999)]
    [InlineData(3, 99999)]
    [InlineData(10, -999)]
    [InlineData(1, 1e38f)]
    [InlineData(3, 1e38f)]
    public void Wild_cells_of_training_blind_no_column(int cells, float value)
    {
        var trained = VaeTraining.Train(Samples.Marked(300, cells, value), Run.Quick);
        using var without = Run.Plain300().Vae.OpenModel();
        using var model = trained.OpenModel();
        var planted = Samples.PlainRows(60, seed: 5);
        for (var row = 0; row < 60; row++)
        {
            planted[(row * 5) + 1] += row % 2 == 0 ? 6 : -6;
        }

        Assert.InRange(model.Score(planted).PredictedLabel.Count(flag => flag), without.Score(planted).PredictedLabel.Count(flag => flag) - 6, 60);
        Assert.InRange(model.Score(Samples.PlainRows(4_000, seed: 6)).PredictedLabel.Average(flag => flag ? 1.0 : 0), 0, 0.1);
        var remark = Assert.Single(Run.OfData(trained.Remarks));
        Assert.StartsWith(FormattableString.Invariant($"Column 'load' holds {value:R} in {cells} training row"), remark, StringComparison.Ordinal);
    }
}
