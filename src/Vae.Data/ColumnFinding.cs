namespace Vae.Data;

/// <summary>What a column of a table holds, and what training makes of it.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Use">What training makes of it.</param>
public sealed record ColumnFinding(string Name, ColumnUse Use)
{
    /// <summary>Training rows without a value: empty cells and those taken as missing. Null where the column was not looked at.</summary>
    public long? Gaps { get; init; }

    /// <summary>Texts taken as missing, with their numbers, such as <c>2 × 'NA'</c>; null where there is none.</summary>
    public string? Markers { get; init; }

    /// <summary>Number of different values; 1,001 stands for more than 1,000. Null where the column was not looked at.</summary>
    public int? Distinct { get; init; }

    /// <summary>The smallest number; null where there is none.</summary>
    public float? Least { get; init; }

    /// <summary>The largest number; null where there is none.</summary>
    public float? Most { get; init; }

    /// <summary>
    /// What to know of the column, in words: why it is left out or refused, that it is empty, constant or rising; null for nothing.
    /// </summary>
    public string? Remark { get; init; }
}
