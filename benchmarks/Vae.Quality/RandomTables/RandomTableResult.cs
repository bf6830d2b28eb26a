namespace Vae.Quality.RandomTables;

/// <summary>What became of one random table, or of one kind of planted change in it.</summary>
internal sealed record RandomTableResult
{
    public required int Seed { get; init; }

    public required int Fresh { get; init; }

    /// <summary>Fresh normal rows that were flagged.</summary>
    public required int FalseAlarms { get; init; }

    /// <summary>Planted and flagged rows by kind of column.</summary>
    public required IReadOnlyList<KindCount> Kinds { get; init; }

    /// <summary>Missed rows that go no further than some training rows do in the changed column.</summary>
    public required int NotFarther { get; init; }

    /// <summary>The other missed rows: column, score, and the share of normal rows that lie as far out in the column.</summary>
    public required IReadOnlyList<string> Misses { get; init; }

    /// <summary>The counts of one kind of column.</summary>
    internal sealed record KindCount(ColumnKind Kind, int Planted, int Flagged);
}
