using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Vae.Data.Rows;
using Vae.Data.Sources.Csv;
using Vae.MLNet;

namespace Vae.Data.Tests.Rows;

public sealed class RowEncoderTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly VaeColumn[] Columns = [new("n"), new("colour", ["blue", "red"]), new("m")];

    [Fact]
    public void Columns_are_matched_by_name_and_categories_become_features()
    {
        var features = Encode("m,extra,colour,n\n1,x,red,2\n,x,,-3e2\n4,x,green, 5 \n6,x,\"blue\",\"7\"\n", Columns);
        Assert.Equal(
            [2, 0, 1, 1, -300, float.NaN, float.NaN, float.NaN, 5, 0, 0, 4, 7, 1, 0, 6],
            features);
    }

    [Fact]
    public void A_missing_column_is_named() => Assert.Equal(
        $"Data file '{folder["t.csv"]}' must have every column of the model; got none named 'n', 'm'. Its columns are 'colour', 'N'.",
        Assert.Throws<VaeDataException>(() => Encode("colour,N\nred,1\n", Columns)).Message);

    [Theory]
    [InlineData("kPa")]
    [InlineData("1,5")]
    [InlineData("50%")]
    public void A_cell_that_is_no_finite_number_is_named_with_line_and_column(string cell) => Assert.Equal(
        $"Line 3 of '{folder["t.csv"]}' must have a finite number in column 'x'; got '{cell}'. Leave the cell empty where the value is missing, or name the text with Missing.",
        Assert.Throws<VaeDataException>(() => Encode($"x\n1\n\"{cell}\"\n", [new("x")])).Message);

    [Fact]
    public void A_number_written_with_all_its_digits_is_read_back_bit_for_bit() =>
        Gen.Float.Where(float.IsFinite).Array[1, 50].Sample(values =>
        {
            var text = "x\n" + string.Join('\n', values.Select(value => FormattableString.Invariant($"{value:R}")));
            Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), Encode(text, [new("x")]).Select(BitConverter.SingleToInt32Bits));
        }, iter: 100, threads: 1);

    private float[] Encode(string content, VaeColumn[] columns)
    {
        var source = TableSources.Open(folder.Write("t.csv", content));
        var encoder = new RowEncoder(source, columns);
        return [.. TableWork.Run(source, encoder.Indexes.ToList(), block => Parse(block, encoder), CancellationToken.None).SelectMany(features => features)];
    }

    private static float[] Parse(TableBlock block, RowEncoder encoder)
    {
        using var features = FeatureBlock.Parse(block, encoder, new());
        return features.Features.ToArray();
    }

    [Fact]
    public void Plain_numbers_are_read_as_the_general_parser_reads_them_to_the_last_bit() =>
        Gen.Select(Gen.Bool, Gen.ULong[0, 999_999_999_999_999_999], Gen.Int[0, 18]).Sample((isNegative, digits, decimals) =>
        {
            var padded = digits.ToString("D19", null);
            var text = (isNegative ? "-" : "") + padded[..^decimals].TrimStart('0').PadLeft(1, '0') + (decimals == 0 ? "" : "." + padded[^decimals..]);
            if (PlainNumber.TryParse(Encoding.UTF8.GetBytes(text), out var value))
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(value));
            }
        }, iter: 100_000);

    [Fact]
    public void A_short_text_is_a_plain_number_exactly_where_it_has_digits_alone_and_at_most_one_point_behind_the_first() =>
        Gen.String[Gen.Char["0123456789012345678901234567890123456789...--/:;e, ,\u00e9"], 1, 9].Sample(text =>
        {
            var isPlain = PlainNumber.TryParse(Encoding.UTF8.GetBytes(text), out var value);
            Assert.Equal(Regex.IsMatch(text, @"^-?[0-9]+(\.[0-9]*)?$"), isPlain);
            Assert.True(!isPlain || BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)) == BitConverter.DoubleToInt64Bits(value), text);
        }, iter: 300_000);

    [Theory]
    [InlineData("16777217", true)]
    [InlineData("9007199254740992", true)]
    [InlineData("1.00000005960464477539", false)]
    [InlineData("9007199254740993", false)]
    public void Numbers_keep_what_double_precision_has_of_them(string text, bool isPlain)
    {
        Assert.Equal(isPlain, PlainNumber.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.True(CellValue.TryNumber(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("5", true)]
    [InlineData("-0.5", true)]
    [InlineData("5.", true)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData(".", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1e5", false)]
    [InlineData(" 1", false)]
    public void Only_plain_numbers_take_the_fast_path(string text, bool isPlain) =>
        Assert.Equal(isPlain, PlainNumber.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
