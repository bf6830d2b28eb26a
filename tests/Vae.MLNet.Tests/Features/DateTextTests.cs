using Vae.MLNet.Features;

namespace Vae.MLNet.Tests.Features;

/// <summary>What texts say of dates and times.</summary>
public sealed class DateTextTests
{
    [Theory]
    [InlineData("2024-01-15", 2024, 1, 15, double.NaN)]
    [InlineData("2024/1/5", 2024, 1, 5, double.NaN)]
    [InlineData("2024-01-15T10:15:00", 2024, 1, 15, 10.25)]
    [InlineData("2024-01-15T10:15:36.5+01:00", 2024, 1, 15, 10.25 + (36.5 / 3600))]
    [InlineData("2024-01-15 10:15 UTC", 2024, 1, 15, 10.25)]
    [InlineData("15.01.2024 22:30", 2024, 1, 15, 22.5)]
    [InlineData("15.01.24", 2024, 1, 15, double.NaN)]
    [InlineData("15-Jan-2024", 2024, 1, 15, double.NaN)]
    [InlineData("15 January 2024", 2024, 1, 15, double.NaN)]
    [InlineData("1st Feb 1999", 1999, 2, 1, double.NaN)]
    [InlineData("Jan 15, 2024", 2024, 1, 15, double.NaN)]
    [InlineData("2024-sep-15", 2024, 9, 15, double.NaN)]
    [InlineData("Jan 15 10:15:00", 0, 1, 15, 10.25)]
    [InlineData("Mon Jan 15 10:15:00 2024", 2024, 1, 15, 10.25)]
    [InlineData("Mon, 15 Jan 2024 10:15:00 +0000", 2024, 1, 15, 10.25)]
    [InlineData("[10/Oct/2000:13:30:00 -0700]", 2000, 10, 10, 13.5)]
    [InlineData("20240115T101500Z", 2024, 1, 15, 10.25)]
    [InlineData("20240115T1015", 2024, 1, 15, 10.25)]
    [InlineData("10:15", 0, 0, 0, 10.25)]
    [InlineData("12:30 AM", 0, 0, 0, 0.5)]
    [InlineData("12:30 p.m.", 0, 0, 0, 12.5)]
    [InlineData("2024-02", 2024, 2, 0, double.NaN)]
    [InlineData("29/02/2024", 2024, 2, 29, double.NaN)]
    [InlineData("12/31/1969", 1969, 12, 31, double.NaN)]
    [InlineData("13/1/68", 2068, 1, 13, double.NaN)]
    [InlineData("13/1/69", 1969, 1, 13, double.NaN)]
    public void A_form_that_people_write(string text, int year, int month, int day, double hours) =>
        Assert.Equal(new DateParts(year, month, day, hours), DateText.Read(text)!.Value.In(null));

    [Theory]
    [InlineData("2024-13-01")]
    [InlineData("2024-02-30")]
    [InlineData("30.02.2024")]
    [InlineData("2023-02-29")]
    [InlineData("31/31/2024")]
    [InlineData("0/5/2024")]
    [InlineData("24:00")]
    [InlineData("10:60")]
    [InlineData("13:00 PM")]
    [InlineData("2024-W03")]
    [InlineData("2024-01-15T10:15:00 x")]
    [InlineData("1.12.3")]
    [InlineData("May")]
    [InlineData("20240115")]
    [InlineData("\u0662\u0660\u0662\u0664-01-15")]
    [InlineData("")]
    public void What_no_calendar_has_is_not_read(string text) => Assert.Null(DateText.Read(text));

    [Theory]
    [InlineData(VaeDateOrder.DayFirst, 3, 4)]
    [InlineData(VaeDateOrder.MonthFirst, 4, 3)]
    public void Which_comes_first_decides_between_two_readings(VaeDateOrder order, int day, int month)
    {
        Assert.Equal(new DateParts(2024, month, day, 9), DateText.Read("03/04/2024 09:00")!.Value.In(order));
        Assert.Null(DateText.Read("03/04/2024")!.Value.In(null));
        Assert.Equal(new DateParts(2024, 4, 4, double.NaN), DateText.Read("04-04-2024")!.Value.In(null));
        Assert.Equal(order == VaeDateOrder.DayFirst, DateText.Read("31/12/2024")!.Value.In(order) is not null);
        Assert.NotNull(DateText.Read("2024-03-04")!.Value.In(order));
    }
}
