namespace Vae.Data.Report;

/// <summary>A row on the latent map.</summary>
/// <param name="Row">Its place among the data rows, from 1.</param>
/// <param name="X">Along the direction in which rows differ most.</param>
/// <param name="Y">Along the next one.</param>
/// <param name="Score">Its score.</param>
/// <param name="IsFlagged">What the model says of it.</param>
internal readonly record struct MapPoint(long Row, double X, double Y, float Score, bool IsFlagged);
