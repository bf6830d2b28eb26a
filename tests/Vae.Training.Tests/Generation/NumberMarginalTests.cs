using Vae.MLNet.Generation;
using Vae.Training.Generation;

namespace Vae.Training.Tests.Generation;

public sealed class NumberMarginalTests
{
    private static readonly float[] Drawn = [.. Enumerable.Range(0, 1001).Select(place => place / 1000f)];

    [Fact]
    public void Few_values_become_steps_at_their_shares()
    {
        float[] values = [.. Enumerable.Repeat(2f, 250), .. Enumerable.Repeat(5f, 750)];

        var marginal = NumberMarginal.Fit(Drawn, values);

        Assert.Equal((MarginalKind.Steps, ValueDecimals.Any), (marginal.Kind, marginal.Decimals));
        Assert.Equal([float.MinValue, 0.25f, float.MaxValue], marginal.Drawn[..3]);
        Assert.Equal([2, 5, 5], marginal.Values[..3]);
    }

    [Fact]
    public void A_value_that_one_or_two_rows_hold_is_no_step()
    {
        float[] values = [.. Enumerable.Repeat(2f, 300), .. Enumerable.Repeat(5f, 300), 6, 6, 99];

        Assert.Equal([2, 5], NumberMarginal.Fit(Drawn, values).Values.Distinct());
    }

    /// <summary>Of 0, 1, ..., 999 the ends are the means of the second to fourth values, 2 and 997: no row's extreme.</summary>
    [Fact]
    public void Many_values_become_a_line_without_the_extremes()
    {
        var marginal = NumberMarginal.Fit(Drawn, [.. Enumerable.Range(0, 1000).Select(value => (float)value)]);

        Assert.Equal((MarginalKind.Line, 0), (marginal.Kind, marginal.Decimals));
        Assert.Equal((2, 997), (marginal.Values[0], marginal.Values[^1]));
        Assert.Equal((0, 1), (marginal.Drawn[0], marginal.Drawn[^1]));
        Assert.Equal(500, marginal.Values[64], 1f);
        Assert.Equal(marginal.Values.Order(), marginal.Values);
    }

    [Fact]
    public void A_value_that_many_rows_hold_stays_exact_on_a_line()
    {
        float[] values = [.. Enumerable.Repeat(0f, 500), .. Enumerable.Range(1, 500).Select(value => 10 + (value / 7f))];

        var marginal = NumberMarginal.Fit(Drawn, values);

        Assert.Equal(MarginalKind.Line, marginal.Kind);
        Assert.All(marginal.Values[..63], value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0, 1f, 20f, -3f)]
    [InlineData(1, 0.5f, 20f, 7.1f)]
    [InlineData(2, 0.25f, 3f)]
    [InlineData(ValueDecimals.Any, 0.123456f)]
    public void Decimals_are_the_fewest_that_all_values_have(int expected, params float[] values) => Assert.Equal(expected, ValueDecimals.Of(values));
}
