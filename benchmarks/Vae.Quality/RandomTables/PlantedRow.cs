namespace Vae.Quality.RandomTables;

/// <summary>A normal row with one change.</summary>
/// <param name="Cells">Its cells.</param>
/// <param name="Column">The changed column.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Beyond">How many training rows lie as far out in it: where there are some, nobody can know.</param>
/// <param name="ShareAsFar">The share of normal rows that lie as far out in it.</param>
internal sealed record PlantedRow(double[] Cells, string Column, ColumnKind Kind, int Beyond, double ShareAsFar);
