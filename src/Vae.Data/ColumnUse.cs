namespace Vae.Data;

/// <summary>What training makes of a column of a table.</summary>
public enum ColumnUse
{
    /// <summary>One number.</summary>
    Number,

    /// <summary>One number for each of its texts.</summary>
    Categories,

    /// <summary>Nothing: it names rows or says when they were. Scoring keeps it beside the scores.</summary>
    Key,

    /// <summary>Nothing, as the options say.</summary>
    Ignored,

    /// <summary>It says which rows are normal.</summary>
    Label,

    /// <summary>Training refuses it.</summary>
    Refused,

    /// <summary>Hour, weekday and month of its dates and times, or those of them that its rows span.</summary>
    Cycles,
}
