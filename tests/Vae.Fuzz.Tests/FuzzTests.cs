using Vae.Fuzz.Tests.Campaigns;

namespace Vae.Fuzz.Tests;

/// <summary>A short campaign of each target; docs/reliability.md has the command of long ones.</summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData("models", 2_000)]
    [InlineData("zips", 500)]
    [InlineData("tables", 1_500)]
    public void No_mutant_finds_anything(string target, int count)
    {
        var tally = FuzzCampaign.Run(target, from: 0, count, findings: null, _ => { });

        Assert.Empty(tally.Findings);
        Assert.Equal(count, tally.Count);
    }

    /// <summary>A fuzzer whose mutants are all refused at the door, or all read, tries nothing.</summary>
    [Fact]
    public void Mutants_come_through_all_doors()
    {
        var tally = FuzzCampaign.Run("models", from: 0, 2_000, findings: null, _ => { });

        Assert.All(
            (string[])
            [
                "refused as Invalid", "refused as Missing", "refused as Unsupported", "loads, same answers",
                "loads, other answers, digests recomputed",
            ],
            kind => Assert.InRange(tally.Of(kind), 20, 1_900));
    }
}
