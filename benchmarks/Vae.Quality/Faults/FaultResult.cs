namespace Vae.Quality.Faults;

/// <summary>How often a ranking of features named the broken one, on one data set under one seed.</summary>
internal sealed record FaultResult
{
    public required string Set { get; init; }

    public required int Seed { get; init; }

    public required FaultKind Fault { get; init; }

    /// <summary>The output that ranks the features.</summary>
    public required string Ranking { get; init; }

    public required int Rows { get; init; }

    public required int Features { get; init; }

    /// <summary>The share of rows whose broken feature stands first.</summary>
    public required double HitAt1 { get; init; }

    /// <summary>The share of rows whose broken feature is among the first three.</summary>
    public required double HitAt3 { get; init; }
}
