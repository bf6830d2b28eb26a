using System.Text.RegularExpressions;

namespace Vae.Cli.Tests.Deploy;

/// <summary>The scripts of deploy/slurm without a Slurm; deploy/slurm/try-here runs them on one.</summary>
public sealed partial class SlurmTests
{
    private static readonly string Scripts = Path.Combine(Repository.Root, "deploy/slurm");

    public static TheoryData<string> Tasks => [.. new[] { "score", "merge", "train", "assemble" }];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Every_task_runs_the_tool_with_options_that_it_has_and_can_be_requeued(string name)
    {
        var text = File.ReadAllText(Path.Combine(Scripts, $"{name}.sbatch"));
        var command = Assert.Single(Command().Matches(text)).Groups;
        Assert.Equal(name, command[1].Value);
        var help = VaeProcess.Answer(name, "--help");
        Assert.All(LongOption().Matches(command[2].Value), option => Assert.Contains(option.Value, help, StringComparison.Ordinal));
        Assert.Contains("#SBATCH --requeue\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Submit_names_scripts_that_are_there()
    {
        var named = Script().Matches(File.ReadAllText(Path.Combine(Scripts, "submit"))).Select(match => match.Groups[1].Value).Distinct().Order();
        Assert.Equal(Directory.GetFiles(Scripts, "*.sbatch").Select(path => Path.GetFileName(path)).Order(), named);
    }

    [GeneratedRegex(@"^""\$\{VAE:-vae\}"" (\w+) (.*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex LongOption();

    [GeneratedRegex(@"\$here/(\w+\.sbatch)")]
    private static partial Regex Script();
}
