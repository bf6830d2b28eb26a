using System.Globalization;
using System.Numerics;

namespace Vae.MLNet.Features;

/// <summary>
/// Dates as features: of every cycle the sine and the cosine of its place in the round, so that 23:59 is beside 00:00. Rounded to six decimals, so
/// that every host gets the same single, whatever its sine.
/// </summary>
internal static class DateCycles
{
    private const int Decimals = 6;

    /// <summary>What is nearer to the centre of the circle than this points nowhere.</summary>
    private const double ShortestPointer = 0.3;

    private const int Minutes = 24 * 60, Weekdays = 7, Months = 12;

    /// <summary>The features of a cell; all NaN where it lacks a part that some cycle needs.</summary>
    /// <param name="cycles">The cycles of the column.</param>
    /// <param name="parts">What the cell says; null where it is missing.</param>
    /// <param name="features">Where they go: [2 · cycles].</param>
    /// <returns>False where a part is lacking.</returns>
    public static bool Encode<T>(IReadOnlyList<VaeDateCycle> cycles, DateParts? parts, Span<T> features)
        where T : IFloatingPointIeee754<T>
    {
        for (var place = 0; place < cycles.Count; place++)
        {
            var turn = parts is { } known ? Turn(cycles[place], known) : double.NaN;
            if (double.IsNaN(turn))
            {
                features.Fill(T.NaN);
                return parts is null;
            }

            var (sine, cosine) = Math.SinCos(2 * Math.PI * turn);
            features[2 * place] = T.CreateTruncating((float)Math.Round(sine, Decimals));
            features[(2 * place) + 1] = T.CreateTruncating((float)Math.Round(cosine, Decimals));
        }

        return true;
    }

    /// <summary>What a cell of a column of dates must be, in words that follow "must hold".</summary>
    public static string Rule(VaeColumn column) =>
        (column.Cycles.Any(cycle => cycle != VaeDateCycle.Hour) ? "a date" : "a time or a date")
        + (column.DateOrder is { } order ? $" (with the {(order == VaeDateOrder.DayFirst ? "day" : "month")} first in 03/04/2024)" : "");

    /// <summary>Features as people say them, such as <c>Tuesday, 14:00, June</c>; of what points nowhere, nothing.</summary>
    public static string Words(IReadOnlyList<VaeDateCycle> cycles, ReadOnlySpan<float> features)
    {
        var words = new SortedList<int, string>();
        for (var place = 0; place < cycles.Count; place++)
        {
            var (sine, cosine) = ((double)features[2 * place], (double)features[(2 * place) + 1]);
            if (Math.Sqrt((sine * sine) + (cosine * cosine)) >= ShortestPointer)
            {
                var turn = (Math.Atan2(sine, cosine) / (2 * Math.PI)) + 1;
                words.Add(cycles[place] == VaeDateCycle.Weekday ? -1 : place, Word(cycles[place], turn));
            }
        }

        return words.Count > 0 ? string.Join(", ", words.Values) : "no time in particular";
    }

    /// <summary>The features moved to where a date can be: onto the circles.</summary>
    public static void Normalise(ReadOnlySpan<float> features, Span<float> moved)
    {
        for (var place = 0; place < features.Length; place += 2)
        {
            var length = Math.Sqrt(((double)features[place] * features[place]) + ((double)features[place + 1] * features[place + 1]));
            (moved[place], moved[place + 1]) = length > 0 ? ((float)(features[place] / length), (float)(features[place + 1] / length)) : (0, 1);
        }
    }

    /// <summary>The place in the round, 0 to 1; NaN where the cell does not say it.</summary>
    private static double Turn(VaeDateCycle cycle, DateParts parts) => cycle switch
    {
        VaeDateCycle.Hour => double.IsNaN(parts.Hours) ? 0 : parts.Hours / 24,
        VaeDateCycle.Weekday => parts.IsDay ? (((int)new DateOnly(parts.Year, parts.Month, parts.Day).DayOfWeek + 6) % Weekdays) / (double)Weekdays
            : double.NaN,
        _ => parts.Month > 0 ? (parts.Month - 1 + ((Math.Max(parts.Day, 1) - 1) / 31.0)) / Months : double.NaN,
    };

    private static string Word(VaeDateCycle cycle, double turn)
    {
        var names = CultureInfo.InvariantCulture.DateTimeFormat;
        switch (cycle)
        {
            case VaeDateCycle.Hour:
                var minute = (int)Math.Round(turn * Minutes) % Minutes;
                return string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
            case VaeDateCycle.Weekday:
                return names.GetDayName((DayOfWeek)(((int)Math.Round(turn * Weekdays) + 1) % Weekdays));
            default:
                return names.GetMonthName(((int)((turn * Months) + 1e-4) % Months) + 1);
        }
    }
}
