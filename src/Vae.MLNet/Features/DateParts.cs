namespace Vae.MLNet.Features;

/// <summary>What a cell says of a date and a time of day, by the clock that it was written by.</summary>
/// <param name="Year">From 1; 0 where it is not said.</param>
/// <param name="Month">1 to 12; 0 where it is not said.</param>
/// <param name="Day">Of the month, from 1; 0 where it is not said.</param>
/// <param name="Hours">Since midnight, with fractions; NaN where the cell says none.</param>
internal readonly record struct DateParts(int Year, int Month, int Day, double Hours)
{
    /// <summary>The days of one month that every year may have, February in leap years.</summary>
    private const int LeapYear = 2000;

    /// <summary>True for a day of a year.</summary>
    public bool IsDay => Year > 0 && Month > 0 && Day > 0;

    /// <summary>True where there is something to tell, and the calendar has it.</summary>
    public bool IsPossible => Month is >= 0 and <= 12
        && (Month == 0 ? Day == 0 && !double.IsNaN(Hours) : Day <= DateTime.DaysInMonth(Year > 0 ? Year : LeapYear, Month));

    /// <summary>Days since the first of January of the year 1, a month without a day being its first; only with a year and a month.</summary>
    public int DayNumber => new DateOnly(Year, Month, Math.Max(Day, 1)).DayNumber;

    public static DateParts Of(DateTime time) => new(
        time.Year, time.Month, time.Day,
        HoursOf(time.Hour, time.Minute, time.Second + ((time.Ticks % TimeSpan.TicksPerSecond) / (double)TimeSpan.TicksPerSecond)));

    /// <summary>One formula, so that texts and times agree to the last bit.</summary>
    public static double HoursOf(int hour, int minute, double second) => hour + (minute / 60.0) + (second / 3600);
}
