using System.Text.RegularExpressions;

namespace Vae.Samples.Tests;

/// <summary>No C# stands in a page that nothing compiles: it has a sample here, or is the page of a package, which Vae.Packages.Tests follows to the letter.</summary>
public sealed partial class CodeBlockTests
{
    private static readonly string[] Followed = ["src/Vae.MLNet/README.md", "src/Vae.Training/README.md"];

    [Theory]
    [MemberData(nameof(LinkTests.Pages), MemberType = typeof(LinkTests))]
    public void CSharp_of_a_page_is_compiled_by_a_sample(string page)
    {
        var text = File.ReadAllText(Path.Combine(ReadmeTests.Root, page));
        if (page != "README.md" && !Followed.Contains(page))
        {
            Assert.All(Block().Matches(text), block => Assert.Matches(Sample(), text[..block.Index]));
        }

        // C# that does not say that it is C#.
        Assert.DoesNotMatch(Statement(), Block().Replace(text, ""));
    }

    [GeneratedRegex("^```csharp$.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"<!-- code: compiled by tests/Vae\.Samples\.Tests/\w+\.cs -->\n$")]
    private static partial Regex Sample();

    [GeneratedRegex(@"^( {4}.*|(using|var|public|class|foreach) .*);? *[;{]$", RegexOptions.Multiline)]
    private static partial Regex Statement();
}
