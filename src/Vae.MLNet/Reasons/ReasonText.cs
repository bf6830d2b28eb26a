using System.Globalization;

namespace Vae.MLNet.Reasons;

/// <summary>Reasons in words.</summary>
internal static class ReasonText
{
    private const string NotWithTheOthers = "unusual beside the others";

    /// <summary>Column, value, what was expected, share.</summary>
    public static string Of(VaeReason reason) => string.Create(
        CultureInfo.InvariantCulture, $"{reason.Column}{Value(reason)} ({Expectation(reason)}): {reason.Share * 100:0} %");

    private static string Value(VaeReason reason) => reason switch
    {
        { Kind: VaeReasonKind.Missing } => " missing",
        { Category: { } category } => $" \"{category}\"",
        { ExpectedCategory: not null } => "",
        _ => $" {Number(reason, reason.Value)}",
    };

    private static string Expectation(VaeReason reason) => reason switch
    {
        { Kind: VaeReasonKind.UnseenCategory } => reason.Category is null ? "none of the known" : "never seen",
        { Kind: VaeReasonKind.ChangedConstant } => $"always {Number(reason, reason.Expected)} in training",
        { ExpectedCategory: { } category } => category == reason.Category ? NotWithTheOthers : $"expected \"{category}\"",
        _ => reason.Value >= reason.ExpectedLow && reason.Value <= reason.ExpectedHigh
            ? NotWithTheOthers
            : $"expected {Number(reason, reason.ExpectedLow)} to {Number(reason, reason.ExpectedHigh)}",
    };

    private static string Number(VaeReason reason, double value) =>
        ReadableNumber.Of(value, reason.Kind == VaeReasonKind.ChangedConstant
            ? [reason.Value, reason.Expected]
            : [reason.Value, reason.ExpectedLow, reason.ExpectedHigh]);
}
