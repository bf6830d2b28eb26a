namespace Vae.MLNet;

/// <summary>Rows that a model made up.</summary>
/// <param name="Features">Row-major: [rows, features], for images [rows, channels, height, width]; NaN = missing.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Draws">Rows that were drawn for them.</param>
/// <param name="Unmet">Draws that did not hold what was asked for.</param>
/// <param name="Anomalies">Draws that the model itself flagged, and that were drawn again.</param>
public sealed record VaeGeneratedRows(float[] Features, int Rows, long Draws, long Unmet, long Anomalies);
