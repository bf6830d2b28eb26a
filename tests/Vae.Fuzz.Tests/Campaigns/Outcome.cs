namespace Vae.Fuzz.Tests.Campaigns;

/// <summary>What came of a mutant.</summary>
/// <param name="Kind">In a few words, by which outcomes are counted.</param>
/// <param name="Finding">What must not be, with how it came about; null where all is well.</param>
internal sealed record Outcome(string Kind, string? Finding = null)
{
    /// <summary>An outcome that must not be.</summary>
    public static Outcome Bad(string kind, string details) => new($"FINDING: {kind}", details);

    /// <summary>An exception that nobody documented.</summary>
    public static Outcome Undocumented(Exception exception) => Bad($"undocumented {exception.GetType().Name}", exception.ToString());
}
