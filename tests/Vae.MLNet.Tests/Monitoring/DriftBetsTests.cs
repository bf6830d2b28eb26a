using Vae.MLNet.Monitoring;

namespace Vae.MLNet.Tests.Monitoring;

public sealed class DriftBetsTests
{
    /// <summary>
    /// A hundredth of the cash of 1 is bet, a sixth on each bet. Rank 1/16: 0.25 / (1/16)^0.75 = 2, 0.5 / 0.25 = 2, 0.75 / 0.5 = 1.5; rank 15/16 for
    /// the others.
    /// </summary>
    [Fact]
    public void A_step_is_what_the_formula_says()
    {
        var bets = new DriftBets();

        bets.Add(1 / 16.0);

        var large = 15 / 16.0;
        var mean = (2 + 2 + 1.5 + (0.25 * Math.Pow(large, -0.75)) + (0.5 * Math.Pow(large, -0.5)) + (0.75 * Math.Pow(large, -0.25))) / 6;
        Assert.Equal(Math.Log10(0.99 + (0.01 * mean)), bets.LogCapital, 12);
        Assert.True(bets.IsOnSmall);
    }

    /// <summary>Second row: a hundredth of each stake returns, then 1 / 101 of the cash of 0.99 is bet.</summary>
    [Fact]
    public void Stakes_return_to_cash_by_a_hundredth_and_the_share_that_is_bet_falls()
    {
        var bets = new DriftBets();
        bets.Add(1 / 16.0);
        bets.Add(1 / 16.0);

        var half = 0.01 / 6 * 2;
        Assert.Equal(((half * 0.99) + (0.99 / 101 / 6)) * 2, bets.Stakes[1], 12);
    }

    /// <summary>Simpson's rule in r = u^8, under which the bet is a polynomial: every bet returns 1 on average.</summary>
    [Fact]
    public void The_capital_is_kept_on_average()
    {
        const int Steps = 4_000;
        var sum = 0.0;
        for (var step = 0; step <= Steps; step++)
        {
            var u = (double)step / Steps;
            var weight = (step is 0 or Steps ? 1 : step % 2 == 0 ? 2 : 4) * 8 * Math.Pow(u, 7) / (3 * Steps);
            sum += weight * (Small(Math.Pow(u, 8)) + Large(1 - Math.Pow(u, 8)));
        }

        // Ranks below 10^-12 count as that, which costs a little and is never in favour of an alarm.
        Assert.InRange(sum, 0.999, 1);

        static double Small(double rank) => Stakes(rank, 0);
        static double Large(double rank) => Stakes(rank, 3);
        static double Stakes(double rank, int from)
        {
            var bets = new DriftBets(rows: 0, logScale: 0, cash: 0, stakes: [1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0]);
            bets.Add(rank);
            return bets.Stakes.AsSpan(from, 3).ToArray().Sum() + (bets.Cash / 2);
        }
    }

    [Fact]
    public void Evidence_neither_overflows_nor_vanishes()
    {
        var bets = new DriftBets();
        for (var row = 0; row < 10_000; row++)
        {
            bets.Add(1e-9);
        }

        Assert.InRange(bets.LogCapital, 50_000, 70_000);
    }
}
