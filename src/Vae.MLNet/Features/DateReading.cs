namespace Vae.MLNet.Features;

/// <summary>A date as it is written, before it is known whether the day or the month comes first.</summary>
/// <param name="First">The first of two numbers of which one is the day; 0 where it shows which is which.</param>
/// <param name="Second">The other.</param>
/// <param name="Rest">What else it says.</param>
internal readonly record struct DateReading(int First, int Second, DateParts Rest)
{
    /// <summary>True where there is a way to read it.</summary>
    public bool IsPossible => In(VaeDateOrder.DayFirst) is not null || In(VaeDateOrder.MonthFirst) is not null;

    /// <summary>What it says in an order; without one, only what it says in either. Null where that is nothing.</summary>
    public DateParts? In(VaeDateOrder? order)
    {
        if (order is null)
        {
            var (dayFirst, monthFirst) = (In(VaeDateOrder.DayFirst), In(VaeDateOrder.MonthFirst));
            return monthFirst is null || dayFirst == monthFirst ? dayFirst : dayFirst is null ? monthFirst : null;
        }

        var parts = (First, order) switch
        {
            (0, _) => Rest,
            (_, VaeDateOrder.DayFirst) => Rest with { Day = First, Month = Second },
            _ => Rest with { Day = Second, Month = First },
        };
        return parts.IsPossible && (First == 0 || parts is { Day: > 0, Month: > 0 }) ? parts : null;
    }
}
