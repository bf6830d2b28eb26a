using Vae.MLNet.Features;

namespace Vae.MLNet.Tests.Features;

/// <summary>Dates and times as sine and cosine.</summary>
public sealed class DateCyclesTests
{
    private static readonly VaeColumn All = new("when") { Cycles = [VaeDateCycle.Hour, VaeDateCycle.Weekday, VaeDateCycle.Month] };

    private static readonly VaeFeatureEncoder Encoder = new([new("x"), All, new("kind", ["a", "b"])]);

    /// <summary>Six o'clock is a quarter of a day, Wednesday two sevenths of a week, the first of April a quarter of a year.</summary>
    [Fact]
    public void A_time_is_a_point_on_the_circle_of_each_cycle()
    {
        var row = new float[Encoder.FeatureCount];
        row.AsSpan().Fill(7);

        Assert.True(Encoder.EncodeDate(1, " 2026-04-01 06:00 ", row));

        Assert.Equal([7, 1, 0, 0.974928f, -0.222521f, 1, 0, 7, 7], row);
        Assert.Equal(["when=hour sine", "when=hour cosine", "when=weekday sine", "when=weekday cosine", "when=month sine", "when=month cosine"], All.FeatureNames);
    }

    [Theory]
    [InlineData("2024-01-15T23:59:59.25", 2024, 1, 15, 86_399.25)]
    [InlineData("2024-02-29", 2024, 2, 29, 0)]
    [InlineData("31 Dec 1999 12:00 +05:30", 1999, 12, 31, 43_200)]
    public void A_text_and_a_time_have_the_same_bits(string text, int year, int month, int day, double seconds)
    {
        var (texts, times, doubles) = (new float[Encoder.FeatureCount], new float[Encoder.FeatureCount], new double[Encoder.FeatureCount]);

        Assert.True(Encoder.EncodeDate(1, text, texts));
        Encoder.EncodeDate(1, new DateTime(year, month, day).AddSeconds(seconds), times);
        Encoder.EncodeDate(1, new DateTime(year, month, day).AddSeconds(seconds), doubles);

        Assert.Equal(texts, times);
        Assert.Equal(texts, doubles.Select(value => (float)value));
    }

    [Fact]
    public void A_missing_cell_makes_all_features_missing_and_what_is_no_date_does_too_and_says_so()
    {
        var encoder = new VaeFeatureEncoder([All with { Missing = ["never"] }]);
        foreach (var (text, isRead) in new[] { ("", true), ("NA", true), ("-", true), ("never", true), ("soon", false), ("10:15", false), ("2024-02-30", false) })
        {
            var row = new float[6];
            Assert.Equal(isRead, encoder.EncodeDate(0, text, row));
            Assert.All(row, value => Assert.True(float.IsNaN(value)));
        }

        var missing = new float[6];
        encoder.EncodeDate(0, default(DateTime), missing);
        Assert.All(missing, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void A_cell_of_another_kind_is_refused_by_name()
    {
        var row = new float[Encoder.FeatureCount];

        Assert.StartsWith(
            "Column 'when' must be given as a date, as the model knows cycles of it; got a number. Call EncodeDate.",
            Assert.Throws<ArgumentException>(() => Encoder.EncodeNumber(1, 1f, row)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Column 'when' must be given as a date", Assert.Throws<ArgumentException>(() => Encoder.EncodeText(1, "a", row)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Column 'x' must be given as a number", Assert.Throws<ArgumentException>(() => Encoder.EncodeDate(0, "10:15", row)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Column 'kind' must be given as text", Assert.Throws<ArgumentException>(() => Encoder.EncodeDate(2, DateTime.UnixEpoch, row)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_encoded_is_said_again_and_what_points_nowhere_is_not()
    {
        var row = new float[Encoder.FeatureCount];
        for (var time = new DateTime(2024, 1, 1, 0, 30, 0); time.Year < 2025; time = time.AddHours(31))
        {
            Encoder.EncodeDate(1, time, row);
            Assert.Equal(
                string.Create(null, $"{time.DayOfWeek}, {time:HH:mm}, ") + System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(time.Month),
                DateCycles.Words(All.Cycles, row.AsSpan(1, 6)));
        }

        Assert.Equal("06:00", DateCycles.Words(All.Cycles, [0.5f, 0, 0.1f, 0.1f, -0.2f, 0]));
        Assert.Equal("no time in particular", DateCycles.Words(All.Cycles, new float[6]));
    }
}
