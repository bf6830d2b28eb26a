using System.CommandLine;

namespace Vae.Cli.Commands;

/// <summary>The option on the share of anomalies among training rows, which may be unknown.</summary>
/// <param name="standard">The share where the option is not given; null: unknown.</param>
internal sealed class ContaminationChoice(double? standard)
{
    /// <summary>What it costs to say that nobody knows where there is nothing to know.</summary>
    public const string CostOfUnknown = "Contamination is unknown: were all rows normal, 0 would rank better, "
        + "by about 0.016 AUROC and 0.035 average precision on public data.";

    private readonly Option<Share?> _share = new("--contamination")
    {
        Description = "The share of anomalies expected among the training rows, 0 to 0.5: they are found and left out. Or 'unknown': then small "
            + "random samples of the rows judge, which anomalies cannot spoil, and all rows calibrate; on clean rows that costs accuracy. "
            + $"[default: {(object?)standard ?? "unknown"}]",
        HelpName = "SHARE|unknown",
        CustomParser = result => result.Tokens[0].Value.Equals("unknown", StringComparison.OrdinalIgnoreCase) ? new Share(null)
            : Symbols.Number(result) is >= 0 and <= 0.5 and var share ? new Share(share)
            : Symbols.Refuse<Share?>(result, "be a number from 0 to 0.5, or 'unknown'"),
    };

    public Option Option => _share;

    /// <summary>What was given; null where nobody knows.</summary>
    public double? Of(ParseResult parse) => parse.GetValue(_share) is { } share ? share.Value : standard;

    /// <summary>A share, so that the unknown one is told from none given.</summary>
    private sealed record Share(double? Value);
}
