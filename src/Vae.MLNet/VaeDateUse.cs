namespace Vae.MLNet;

/// <summary>What training makes of columns of dates and times.</summary>
public enum VaeDateUse
{
    /// <summary>Nothing. Most often a date says when a row was made, which is new in every row.</summary>
    LeaveOut,

    /// <summary>Those of hour, weekday and month that the rows span: see <see cref="VaeColumn.Cycles"/>.</summary>
    Cycles,
}
