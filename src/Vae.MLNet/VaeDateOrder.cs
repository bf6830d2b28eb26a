namespace Vae.MLNet;

/// <summary>Which comes first in dates such as <c>03/04/2024</c>.</summary>
public enum VaeDateOrder
{
    /// <summary>The day: 3 April.</summary>
    DayFirst,

    /// <summary>The month: 4 March.</summary>
    MonthFirst,
}
