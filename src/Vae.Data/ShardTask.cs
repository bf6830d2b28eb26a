namespace Vae.Data;

/// <summary>One part of a table to score, and where its results go.</summary>
public sealed record ShardTask
{
    /// <summary>Path of the model file: parts of different models are never merged.</summary>
    public required string Model { get; init; }

    /// <summary>Path of the table, or a pattern for several files; see <see cref="TableSources.Open(string, TableOptions?)"/>.</summary>
    public required string Data { get; init; }

    /// <summary>Path of the folder for all parts; made where there is none.</summary>
    public required string Folder { get; init; }

    /// <summary>Which part.</summary>
    public required Shard Shard { get; init; }

    /// <summary>True to do nothing where the part is there, whole, and of the same model, data and options. Default false.</summary>
    public bool Resumes { get; init; }
}
