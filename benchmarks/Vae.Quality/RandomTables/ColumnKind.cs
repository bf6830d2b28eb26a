namespace Vae.Quality.RandomTables;

/// <summary>What the cells of a random column are drawn from.</summary>
internal enum ColumnKind
{
    Normal,
    Uniform,
    LogNormal,
    Count,
    Constant,
    Binary,
    Category,
}
