using Vae.Training.Scoring;

namespace Vae.Training.Tests.Scoring;

public sealed class WideTableBoundsTests
{
    [Theory]
    [InlineData(200, 100, false)]
    [InlineData(201, 201, false)]
    [InlineData(201, 200, true)]
    [InlineData(1_024, 2_000, false)]
    [InlineData(1_025, 2_000, true)]
    public void Wide_are_more_inputs_than_rows_and_two_hundred_or_than_a_thousand(long inputs, long rows, bool wide) =>
        Assert.Equal(wide, WideTable.IsWide(inputs, rows));

    /// <summary>Up to 3,276 inputs five members keep what was asked for; beyond, first and last layers take 16 MiB.</summary>
    [Theory]
    [InlineData(1_000, 128)]
    [InlineData(3_276, 128)]
    [InlineData(15_000, 27)]
    [InlineData(32_768, 16)]
    public void Hidden_units_are_as_many_as_fit(long inputs, int hidden) => Assert.Equal(hidden, WideTable.HiddenUnits(inputs, members: 5, asked: 128));

    [Theory]
    [InlineData(512, 256)]
    [InlineData(4_096, 204)]
    [InlineData(15_000, 55)]
    [InlineData(1_000_000, 16)]
    public void Directions_are_as_many_as_fit(long inputs, int directions) => Assert.Equal(directions, WideTable.Directions(inputs, members: 5));

    [Theory]
    [InlineData(2_048, 1_000)]
    [InlineData(4_096, 500)]
    [InlineData(15_000, 136)]
    public void Steps_that_cost_more_are_fewer(long inputs, int steps) => Assert.Equal(steps, WideTable.Steps(inputs, others: 1_000));

    [Fact]
    public void Many_inputs_keep_half_of_the_time_for_what_follows()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), WideTable.TimeForSteps(1_024, TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(5), WideTable.TimeForSteps(1_025, TimeSpan.FromSeconds(10)));
        Assert.Null(WideTable.TimeForSteps(5_000, null));
    }

    [Fact]
    public void People_are_told_what_is_done_differently()
    {
        Assert.Empty(WideTable.Remarks(30, 1_000, hidden: 128, asked: 128, (1_000, 1_000), commonUnit: false));
        Assert.Equal(
            "15000 features vary in 1500 rows: what goes together is looked at along the strongest directions only, and all features count in one "
            + "unit, so that those that vary more count more. The hidden layers have 55 units in place of 128. "
            + "200 steps train in place of 1000.",
            Assert.Single(WideTable.Remarks(15_000, 1_500, hidden: 55, asked: 128, (200, 1_000), commonUnit: true)));
    }
}
