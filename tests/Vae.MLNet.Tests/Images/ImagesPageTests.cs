using System.Text.RegularExpressions;

namespace Vae.MLNet.Tests.Images;

/// <summary>docs/images.md names every status, once.</summary>
public sealed partial class ImagesPageTests
{
    [Fact]
    public void The_table_of_statuses_is_that_of_the_code()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Fixture.Path("x"))!, "../../../../docs/images.md"));

        Assert.Equal(Enum.GetNames<VaeImageStatus>(), FirstCell().Matches(page).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();
}
