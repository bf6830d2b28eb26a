using System.Globalization;

namespace Vae.Training.Tables;

/// <summary>A value of training rows far outside the bulk of its feature.</summary>
/// <param name="Feature">Index of the feature.</param>
/// <param name="Value">The value, less the offset of its column.</param>
/// <param name="Count">In how many rows it stands.</param>
/// <param name="IsMissing">Whether it counts as missing.</param>
internal readonly record struct WildValue(int Feature, float Value, int Count, bool IsMissing)
{
    private string Written => Offset == 0
        ? Value.ToString("R", CultureInfo.InvariantCulture)
        : (MissingMark.Of(Value, Offset) ?? Value + Offset).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>What was taken off the value.</summary>
    public double Offset { get; init; }

    /// <summary>What the user is told.</summary>
    public string Remark(string name) =>
        FormattableString.Invariant(
            $"Column '{name}' holds {Written} in {Count} training row{(Count == 1 ? "" : "s")}, far outside its other values: ")
        + (IsMissing
            ? "it counts as missing, here and when rows are scored. If it is a value, say how it differs in a column of its own."
            : "it is left out of the column's mean and deviation. If it stands for a missing value, leave the cell empty.");
}
