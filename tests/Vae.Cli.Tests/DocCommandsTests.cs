using Vae.Pages;

namespace Vae.Cli.Tests;

/// <summary>
/// The commands of pages, run one after the other as they stand there, with few training steps; those on <c>parts</c>, a folder of the reader's, and on
/// <c>plates</c>, which a benchmark draws, are not. Tables of the reader's are the shipped one. What else stands in pages is parsed by
/// <see cref="PageCommandsTests"/>.
/// </summary>
public sealed class DocCommandsTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("docs/reasons.md", 7)]
    [InlineData("docs/report.md", 4)]
    [InlineData("docs/images.md", 3)]
    [InlineData("src/Vae.Cli/README.md", 5)]
    public void The_commands_of_a_page_run(string page, int least)
    {
        Assert.All(["readings.csv", "new.csv"], name => File.Copy(Path.Combine(Repository.Root, "data/wdbc.csv"), folder[name], overwrite: true));
        PageCommand[] commands = [.. PageCommand.Of(page).Where(command => command is { Program: "vae", IsWhole: true } && !command.Words.Any(IsElsewhere))];
        Assert.InRange(commands.Length, least, 20);
        foreach (var command in commands)
        {
            string[] words = [.. command.Arguments.Select(Placed)];
            VaeProcess.Answer(words[0] is "train" or "detect" ? [.. words, "--steps", "30"] : words);
        }

        static bool IsElsewhere(string word) => word.Split('/')[0] is "parts" or "plates";

        // Files that are written, and not the data, lie in the folder of the test.
        string Placed(string word) => word.StartsWith("data/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word)
            : word.Contains('.', StringComparison.Ordinal) || word.EndsWith('/') ? folder[word] : word;
    }
}
