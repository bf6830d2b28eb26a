using Vae.MLNet.Features;

namespace Vae.MLNet.Tests.Features;

public sealed class NumberFormatTests
{
    [Theory]
    [InlineData("1.234,5", "1.234,5", 1234.5)]
    [InlineData("1.234,5", "1234,5", 1234.5)]
    [InlineData("1.234,5", "1.234", 1234)]
    [InlineData("1.234,5", "12.345.678,25", 12345678.25)]
    [InlineData("1.234,5", "-0,5", -0.5)]
    [InlineData("1.234,5", "\u22120,5", -0.5)]
    [InlineData("1.234,5", "+7", 7)]
    [InlineData("1.234,5", ",5", 0.5)]
    [InlineData("1.234,5", " (1.234,5) ", -1234.5)]
    [InlineData("1.234,5", "1,5e-3", 0.0015)]
    [InlineData("1.234,5", "2E+3", 2000)]
    [InlineData("1,234.5", "12,345", 12345)]
    [InlineData("1 234,5", "1\u00A0234\u202F567,5", 1234567.5)]
    [InlineData("1'234.5", "12\u2019345.5", 12345.5)]
    [InlineData("1234,5", "12345,25", 12345.25)]
    [InlineData("$1,234.5", "$5.00", 5)]
    [InlineData("$1,234.5", "-$5.00", -5)]
    [InlineData("$1,234.5", "$-5.00", -5)]
    [InlineData("$1,234.5", "($5.00)", -5)]
    [InlineData("1.234,5 €", "5,25\u00A0€", 5.25)]
    [InlineData("1.234,5 €", "5,25€", 5.25)]
    [InlineData("1234.5%", "50 %", 50)]
    [InlineData("1234.5 °C", "20 °C", 20)]
    [InlineData("EUR 1234.5", "EUR 3", 3)]
    public void A_cell_is_read_as_the_example_shows(string example, string cell, double number)
    {
        Assert.True(NumberFormat.Of(example)!.TryParse(cell, out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("1.234,5", "1.23")]
    [InlineData("1.234,5", "12.34,5")]
    [InlineData("1.234,5", "1234.567")]
    [InlineData("1.234,5", "1,2,3")]
    [InlineData("1.234,5", "1,234.5")]
    [InlineData("1.234,5", ".234")]
    [InlineData("1.234,5", "1.234.")]
    [InlineData("1.234,5", "5 €")]
    [InlineData("1.234,5", "--5")]
    [InlineData("1.234,5", "-(5)")]
    [InlineData("1.234,5", "(-5)")]
    [InlineData("1.234,5", "")]
    [InlineData("1.234,5", "-")]
    [InlineData("1.234,5", "e5")]
    [InlineData("1.234,5", "1e39")]
    [InlineData("1.234,5", "kPa")]
    [InlineData("1.234,5", "2024-01-15")]
    [InlineData("1234,5", "1.234,5")]
    [InlineData("$1,234.5", "5.00")]
    [InlineData("$1,234.5", "€5.00")]
    [InlineData("$1,234.5", "$")]
    [InlineData("1234.5 kg", "300 g")]
    public void Anything_else_is_no_number(string example, string cell) => Assert.False(NumberFormat.Of(example)!.TryParse(cell, out _));

    [Theory]
    [InlineData("1234")]
    [InlineData("1,234,5")]
    [InlineData("1.234.5")]
    [InlineData("12345")]
    [InlineData("-1234.5")]
    [InlineData("(1234.5)")]
    [InlineData("comma")]
    [InlineData("")]
    public void An_example_is_how_1234_5_is_written(string example) => Assert.Null(NumberFormat.Of(example));

    [Theory]
    [InlineData("1.234,5")]
    [InlineData("1234.5%")]
    [InlineData("$1,234.5")]
    [InlineData("1234.5 kg")]
    [InlineData("1 234,5")]
    public void An_example_is_read_back(string example) => Assert.Equal(example, NumberFormat.Of(NumberFormat.Of(example)!.Example)!.Example);

    [Fact]
    public void Formats_of_a_file_share_their_separators()
    {
        Assert.Equal(["$1,234.5", "1,234.5%", "1,234.5"], NumberFormat.AllOf(["$1,234.5", "1234.5%"])!.Select(format => format.Example));
        Assert.Empty(NumberFormat.AllOf([])!);
        Assert.Null(NumberFormat.AllOf(["$1,234.5", "1.234,5"]));
        Assert.Null(NumberFormat.AllOf(["1 234.5", "1,234.5"]));
        Assert.Null(NumberFormat.AllOf(["1,234.5", "no"]));
    }
}
