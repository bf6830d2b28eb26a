using System.Globalization;

namespace Vae.MLNet.Tests.Reasons;

/// <summary>Reasons in words.</summary>
public sealed class ReasonTextTests
{
    [Theory]
    [InlineData(9200, 150, 15, "Amount 9,200 (expected 120 to 180): 71 %")]
    [InlineData(91, 78.2f, 1, "Amount 91 (expected 76.2 to 80.2): 71 %")]
    [InlineData(3, 2.5f, 0.1f, "Amount 3 (expected 2.3 to 2.7): 71 %")]
    [InlineData(0.00123f, 0.001f, 0.00005f, "Amount 0.00123 (expected 0.0009 to 0.0011): 71 %")]
    [InlineData(2e-9f, 1e-9f, 1e-11f, "Amount 2e-9 (expected 9.8e-10 to 1.02e-9): 71 %")]
    [InlineData(-5, 5, 1, "Amount -5 (expected 3 to 7): 71 %")]
    [InlineData(150, 155, 15, "Amount 150 (unusual beside the others): 71 %")]
    [InlineData(float.PositiveInfinity, 5, 1, "Amount infinity (expected 3 to 7): 71 %")]
    public void A_number_stands_beside_the_interval_that_was_expected(float value, float expected, float spread, string words) =>
        Assert.Equal(words, Number(value, expected, spread).ToString());

    [Fact]
    public void Missing_values_changed_constants_and_texts_are_said_as_such()
    {
        var number = Number(float.NaN, 150, 15) with { Kind = VaeReasonKind.Missing };
        var text = number with { Column = "Country", Kind = VaeReasonKind.Unusual, ExpectedLow = float.NaN, ExpectedHigh = float.NaN, Category = "DE", ExpectedCategory = "FR", Share = 0.18 };

        Assert.Equal("Amount missing (expected 120 to 180): 71 %", number.ToString());
        Assert.Equal("Amount 8 (always 7 in training): 71 %", (Number(8, 7, 0) with { Kind = VaeReasonKind.ChangedConstant }).ToString());
        Assert.Equal("Country \"DE\" (expected \"FR\"): 18 %", text.ToString());
        Assert.Equal("Country \"FR\" (unusual beside the others): 18 %", (text with { Category = "FR" }).ToString());
        Assert.Equal("Country missing (expected \"FR\"): 18 %", (text with { Kind = VaeReasonKind.Missing, Category = null }).ToString());
        Assert.Equal("Country (none of the known): 18 %", (text with { Kind = VaeReasonKind.UnseenCategory, Category = null }).ToString());
        Assert.Equal("Country \"ZZ\" (never seen): 18 %", (text with { Kind = VaeReasonKind.UnseenCategory, Category = "ZZ" }).ToString());
    }

    [Fact]
    public void Words_are_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NumberGroupSeparator) = (",", ".");
            CultureInfo.CurrentCulture = german;

            Assert.Equal("Amount 9,200.5 (expected 2.3 to 2.7): 71 %", Number(9200.5f, 2.5f, 0.1f).ToString());
            Assert.Equal("would be normal if Amount were 2.5 (is 9): score 4.1 → 1.2", new VaeCounterfactual
            {
                Score = 4.1f, NewScore = 1.2f, IsNormal = true, Changes = [new("Amount", 9, 2.5f)],
            }.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Only_columns_that_matter_are_named_and_only_of_anomalies()
    {
        var (large, small) = (Number(9200, 150, 15), Number(3, 2.5f, 0.1f) with { Column = "Small", Share = 0.09 });
        var explanation = new VaeExplanation { Score = 4, IsAnomaly = true, Reasons = [large, small] };

        Assert.Equal("Amount 9,200 (expected 120 to 180): 71 %", explanation.ToString());
        Assert.Equal("", (explanation with { IsAnomaly = false }).ToString());
        Assert.Equal("Spread over many columns, none of which stands out", (explanation with { Reasons = [small] }).ToString());
        Assert.Equal("No value is known: the row cannot be judged", (explanation with { Score = float.NaN, Reasons = [] }).ToString());
    }

    private static VaeReason Number(float value, float expected, float spread) => new()
    {
        Column = "Amount",
        Kind = VaeReasonKind.Unusual,
        Share = 0.71,
        Value = value,
        Expected = expected,
        ExpectedLow = expected - (2 * spread),
        ExpectedHigh = expected + (2 * spread),
    };
}
