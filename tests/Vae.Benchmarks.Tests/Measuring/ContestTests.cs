using Vae.Benchmarks.Measuring;

namespace Vae.Benchmarks.Tests.Measuring;

public sealed class ContestTests
{
    [Fact]
    public void A_disturbance_that_meets_one_round_does_not_move_the_ratio()
    {
        var contest = Contest.Of([new(1, 3), new(2, 3)], [new(40, 3), new(80, 3)], [new(900, 3), new(2, 3)], [new(1, 3), new(2, 3)], [new(1, 3), new(2, 3)]);
        var (wall, cpu) = contest.Ratio(1, 0);
        Assert.Equal(2, wall.Median);
        Assert.Equal(1, cpu);
        Assert.Equal(0.5, contest.Rate(1));
    }

    [Fact]
    public void Contestants_take_turns_and_the_first_round_only_warms_up()
    {
        var turns = new List<char>();
        var contest = Contest.Run(2, () => Turn('A'), () => Turn('B'));
        Assert.Equal("ABABAB", string.Concat(turns));
        Assert.Equal(2, contest.Rounds);

        Cost Turn(char contestant)
        {
            turns.Add(contestant);
            return new(1, 1);
        }
    }

    [Fact]
    public void Spread_gives_median_and_quartiles() => Assert.Equal(new Spread(2.5, 1.75, 3.25), Spread.Of([4, 1, 3, 2]));
}
