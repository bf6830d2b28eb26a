using Vae.Pages;

namespace Vae.Cli.Tests;

/// <summary>
/// Every command of every page is one that can be given: the tool's by its own parser, others by what they start. The commands of benchmarks and of the
/// fuzzer are checked by their own tests as well, against their own parsers.
/// </summary>
public sealed class PageCommandsTests
{
    public static TheoryData<string> Pages => [.. PageCommand.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_of_a_page_are_those_that_their_programs_take(string page)
    {
        using var interrupts = new Interrupts();
        var tool = CommandLine.Root(interrupts);
        Assert.All(PageCommand.Of(page), command => Assert.Empty(Flaws(command)));

        IEnumerable<string> Flaws(PageCommand command) => command.Program switch
        {
            "vae" when command.IsWhole => tool.Parse([.. command.Arguments.Select(Placed)]).Errors.Select(error => error.Message),
            "vae" => command.UnknownTo(tool),
            "dotnet" or "docker" => command.Arguments.Where(IsMissingPath),
            "mkdir" => [],
            var program => Path.Exists(Path.Combine(PageCommand.Root, program)) ? [] : [$"'{program}' is nothing that a reader has"],
        };
    }

    [Fact]
    public void Commands_are_found_in_blocks_in_set_in_lines_and_in_sentences()
    {
        Assert.Contains(PageCommand.Of("docs/scale.md"), command => command.Words is ["vae", "train", .., "--resume"]);
        Assert.Contains(PageCommand.Of("docs/scale.md"), command => command is { Program: "vae", Arguments: ["merge", "parts", "--output", "scores.csv"], IsWhole: true });
        Assert.Contains(PageCommand.Of("docs/latent.md"), command => command.Arguments is [.., "--where", "Colour=red", "--where", "Speed=40..60", "--output", "red.csv"]);
        Assert.Contains(PageCommand.Of("docs/scoring.md"), command => command is { Program: "vae", Arguments: ["train", "--scores"], IsWhole: false });
        Assert.Contains(PageCommand.Of("README.md"), command => command is { Program: "vae", Arguments: ["inspect", "model.onnx"], IsWhole: true });
        Assert.Contains(PageCommand.Of("docs/detection.md"), command => command is { Program: "benchmarks/Vae.Quality", Arguments: ["defects", "X", "--seeds", "0,1,2"] });
    }

    [Theory]
    [InlineData("vae score --heatmaps", "")]
    [InlineData("vae score --heatmap", "--heatmap")]
    [InlineData("vae scores --heatmaps", "--heatmaps scores")]
    public void An_option_or_a_command_that_is_not_there_is_found(string command, string unknown)
    {
        using var interrupts = new Interrupts();
        var found = new PageCommand("page.md", command.Split(' '), IsWhole: false).UnknownTo(CommandLine.Root(interrupts));
        Assert.Equal(unknown, string.Join(' ', found));
    }

    /// <summary>Whether images or a table are meant, on which some options depend, is seen by looking.</summary>
    private static string Placed(string word) => word.StartsWith("data/", StringComparison.Ordinal) ? Path.Combine(PageCommand.Root, word) : word;

    /// <summary>Paths of the repository, not those of packages and outputs.</summary>
    private static bool IsMissingPath(string word) =>
        (word.StartsWith("src/", StringComparison.Ordinal) || word.StartsWith("deploy/", StringComparison.Ordinal)) && !Path.Exists(Path.Combine(PageCommand.Root, word));
}
