using Vae.MLNet;

namespace Vae.Service.Answers;

/// <summary>One column's part in what makes a row odd.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Share">Its share of what makes the row odd, 0 to 1.</param>
/// <param name="Kind">In what way it is out of line.</param>
/// <param name="Text">All of it in words.</param>
/// <param name="Value">What a number column holds; null of other columns and where it is missing.</param>
/// <param name="Expected">What the model expects there.</param>
/// <param name="ExpectedLow">The lower end of what was to be expected.</param>
/// <param name="ExpectedHigh">The upper end.</param>
/// <param name="Category">What another column holds; null where it is missing.</param>
/// <param name="ExpectedCategory">What the model expects there.</param>
public sealed record ReasonAnswer(
    string Column, double Share, string Kind, string Text, double? Value, double? Expected, double? ExpectedLow, double? ExpectedHigh,
    string? Category, string? ExpectedCategory)
{
    internal static ReasonAnswer Of(VaeReason reason) => new(
        reason.Column, reason.Share, reason.Kind.ToString(), reason.ToString(), Finite(reason.Value), Finite(reason.Expected),
        Finite(reason.ExpectedLow), Finite(reason.ExpectedHigh), reason.Category, reason.ExpectedCategory);

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
