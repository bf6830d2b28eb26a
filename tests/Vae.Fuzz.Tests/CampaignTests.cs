using Vae.Fuzz.Tests.Campaigns;

namespace Vae.Fuzz.Tests;

/// <summary>The fuzzer itself: the same number is the same mutant everywhere, and what goes wrong in a child is counted.</summary>
public sealed class CampaignTests
{
    [Theory]
    [InlineData("models")]
    [InlineData("tables")]
    public void A_mutant_is_made_by_its_number_alone(string name)
    {
        using var target = FuzzTargets.Open(name);
        using var other = FuzzTargets.Open(name);
        other.Make(7);

        Assert.Equal(target.Make(42).Bytes, other.Make(42).Bytes);
        Assert.NotEqual(target.Make(42).Bytes, other.Make(43).Bytes);
    }

    [Fact]
    public void Findings_are_counted_by_kind_and_told_with_the_mutant()
    {
        var tally = new FuzzTally();
        tally.Add(1, "refused", "");
        tally.Add(2, Outcome.Bad("hang", "").Kind, "bytes: more than 10 s");
        tally.Add(3, "refused", "");

        Assert.Equal((3, 2, 1), (tally.Count, tally.Of("refused"), tally.Of("FINDING: hang")));
        Assert.Equal(["mutant 2: FINDING: hang: bytes: more than 10 s"], tally.Findings);
        Assert.Equal("        1  FINDING: hang\n        2  refused\n        3  mutants, 1 findings\n", tally.ToString().ReplaceLineEndings("\n"));
    }
}
