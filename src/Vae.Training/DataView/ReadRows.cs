namespace Vae.Training.DataView;

/// <summary>Rows of a data view in memory.</summary>
/// <typeparam name="T">The precision that they are kept in.</typeparam>
/// <param name="Values">[rows, features], row after row; of images [rows, channels, height, width].</param>
/// <param name="Groups">The group of each row [rows], or null where none was asked for.</param>
internal sealed record ReadRows<T>(T[] Values, string[]? Groups);
