namespace Vae.Training.DataView;

/// <summary>Rows of a data view in memory.</summary>
/// <param name="Features">[rows, features], row after row; of images [rows, channels, height, width].</param>
/// <param name="Groups">The group of each row [rows], or null where none was asked for.</param>
internal sealed record ReadRows(float[] Features, string[]? Groups);
