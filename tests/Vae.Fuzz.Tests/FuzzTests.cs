using Vae.Fuzz.Tests.Campaigns;

namespace Vae.Fuzz.Tests;

/// <summary>
/// A short campaign of each target; docs/reliability.md has the commands of long ones. A fuzzer whose mutants are all refused at the door, or all
/// read, tries nothing: so the doors are counted too.
/// </summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData(
        "models", 1_500, "refused as Invalid", "refused as Missing", "refused as Unsupported", "loads, same answers",
        "loads, other answers, digests recomputed", "loads, other answers, digests absent")]
    [InlineData("zips", 300, "refused as Invalid", "loads, same answers", "refused by ML.NET")]
    [InlineData(
        "tables", 1_000, "inspection: read", "inspection: refused", "scoring: read", "scoring: refused", "training: read", "training: refused")]
    public void No_mutant_finds_anything_and_they_come_through_all_doors(string target, int count, params string[] doors)
    {
        var tally = FuzzCampaign.Run(target, from: 0, count, findings: null, _ => { });

        Assert.Empty(tally.Findings);
        Assert.Equal(count, tally.Count);
        Assert.All(doors, door => Assert.InRange(tally.Of(door), count / 100, count - 1));
    }
}
