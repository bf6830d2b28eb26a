namespace Vae.MLNet;

/// <summary>Rows that a model made up.</summary>
/// <param name="Features">
/// Row-major: [rows, features], for images [rows, channels, height, width]; NaN = missing. Of columns with an offset (<see cref="VaeColumn.Offset"/>)
/// rounded to single precision: take <see cref="Exact"/>.
/// </param>
/// <param name="Rows">How many there are.</param>
/// <param name="Draws">Rows that were drawn for them.</param>
/// <param name="Unmet">Draws that did not hold what was asked for.</param>
/// <param name="Anomalies">Draws that the model itself flagged, and that were drawn again.</param>
/// <param name="Repeats">
/// Draws of a table that may have been a training row, cell by cell, and that were drawn again; with them about one in sixteen that were none.
/// </param>
public sealed record VaeGeneratedRows(float[] Features, int Rows, long Draws, long Unmet, long Anomalies, long Repeats)
{
    /// <summary>The same values in double precision, those of columns with an offset whole.</summary>
    public IReadOnlyList<double> Exact => Far ?? [.. Features.Select(value => (double)value)];

    /// <summary>The values in double precision where some column has an offset.</summary>
    internal double[]? Far { get; init; }

    /// <summary>The rows as features of the model, offsets off, where some column has one.</summary>
    internal float[]? Own { get; init; }

    /// <summary>The rows as features of the model, offsets off.</summary>
    internal float[] OfModel => Own ?? Features;
}
