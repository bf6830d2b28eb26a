namespace Vae.MLNet.Tests.Features;

public sealed class VaeFeatureEncoderTests
{
    private static readonly VaeFeatureEncoder Encoder = new([new("n"), new("colour", ["blue", "red"]), new("m")]);

    [Theory]
    [InlineData("red", true, 0f, 1f)]
    [InlineData("  red\t", true, 0f, 1f)]
    [InlineData("Red", false, 0f, 0f)]
    [InlineData("green", false, 0f, 0f)]
    [InlineData("", true, float.NaN, float.NaN)]
    [InlineData(" \u00A0", true, float.NaN, float.NaN)]
    [InlineData("nan", true, float.NaN, float.NaN)]
    public void Of_a_text_only_its_own_category_is_set(string text, bool isKnown, float blue, float red)
    {
        float[] features = [7, 7, 7, 7];

        Assert.Equal(isKnown, Encoder.EncodeText(1, text, features));
        Assert.Equal([7, blue, red, 7], features);
    }

    [Fact]
    public void Numbers_keep_their_value_in_their_place()
    {
        var features = new float[Encoder.FeatureCount];

        Encoder.EncodeNumber(2, float.NaN, features);
        Encoder.EncodeNumber(0, -3.5f, features);

        Assert.Equal([-3.5f, 0, 0, float.NaN], features);
    }

    [Fact]
    public void A_row_of_double_precision_keeps_values_as_they_are()
    {
        var (encoder, row) = (new VaeFeatureEncoder([new("when") { Offset = 1.7e12 }, new("colour", ["blue", "red"])]), new double[3]);

        encoder.EncodeNumber(0, 1_700_000_000_003, row);
        Assert.True(encoder.EncodeText(1, "red", row));

        Assert.Equal([1_700_000_000_003, 0, 1], row);
        Assert.Equal(
            "Column 'when' must be given in double precision, as it lies near 1700000000000; got single precision. Make the row a span of doubles. (Parameter 'column')",
            Assert.Throws<ArgumentException>(() => encoder.EncodeNumber(0, 3f, new float[3])).Message);
    }

    [Fact]
    public void A_cell_of_the_other_kind_is_refused_by_name()
    {
        var features = new float[Encoder.FeatureCount];

        Assert.StartsWith("Column 'colour' must be given as text", Assert.Throws<ArgumentException>(() => Encoder.EncodeNumber(1, 1, features)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Column 'n' must be given as a number", Assert.Throws<ArgumentException>(() => Encoder.EncodeText(0, "1", features)).Message, StringComparison.Ordinal);
    }
}
