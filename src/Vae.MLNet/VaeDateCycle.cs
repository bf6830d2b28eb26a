namespace Vae.MLNet;

/// <summary>What of a date or time comes round again, and becomes two features of its column: sine and cosine of its place in the round.</summary>
public enum VaeDateCycle
{
    /// <summary>The time of day, of 24 hours from midnight; a date without a time is at midnight.</summary>
    Hour,

    /// <summary>The day of the week, of seven from Monday.</summary>
    Weekday,

    /// <summary>The time of year, of twelve months from the first of January, each taken as 31 days.</summary>
    Month,
}
