namespace Vae.Cli.Tests;

/// <summary>The commands of the pages on reasons, reports and images, run one after the other as they stand there, with few training steps; those on <c>parts</c>, a folder of the reader's, are not.</summary>
public sealed class DocCommandsTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("reasons.md", 7)]
    [InlineData("report.md", 4)]
    [InlineData("images.md", 3)]
    public void The_commands_of_a_page_run(string page, int least)
    {
        string[] commands = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", page)).Select(line => line.Trim())
            .Where(line => line.StartsWith("vae ", StringComparison.Ordinal) && !line.Contains(" parts", StringComparison.Ordinal))];
        Assert.InRange(commands.Length, least, 20);
        foreach (var command in commands)
        {
            string[] words = [.. Words(command).Skip(1)];
            VaeProcess.Answer(words[0] == "train" ? [.. words, "--steps", "30"] : words);
        }

        // Files that are written, and not the data, lie in the folder of the test.
        IEnumerable<string> Words(string command) => command.Split('"')
            .SelectMany((part, place) => place % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.StartsWith("data/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word)
                : word.Contains('.', StringComparison.Ordinal) || word.EndsWith('/') ? folder[word] : word);
    }
}
