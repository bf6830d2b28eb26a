using Vae.MLNet.Reasons;

namespace Vae.MLNet;

/// <summary>One column set to what a model expects.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="From">What it holds, in its own unit; NaN where it is missing, and of a text column.</param>
/// <param name="To">What it is set to; NaN of a text column.</param>
/// <param name="FromCategory">The category of a text column; null of a number column, where it is missing, and where it is none of the known.</param>
/// <param name="ToCategory">The category that it is set to; null of a number column.</param>
public sealed record VaeChange(string Column, double From, double To, string? FromCategory = null, string? ToCategory = null)
{
    /// <summary>The change in words, such as <c>Temperature were 78.2 (is 91)</c>.</summary>
    public override string ToString() => ToCategory is null
        ? $"{Column} were {ReadableNumber.Of(To, From, To)} (is {ReadableNumber.Of(From, From, To)})"
        : $"{Column} were \"{ToCategory}\" (is {(FromCategory is null ? "missing or none of the known" : $"\"{FromCategory}\"")})";
}
