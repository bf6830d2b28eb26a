namespace Vae.Cli.Tests;

/// <summary>The help is compared with the texts in Help/, word for word; VAE_ACCEPT=1 rewrites them.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("vae")]
    [InlineData("detect")]
    [InlineData("train")]
    [InlineData("score")]
    [InlineData("explain")]
    [InlineData("report")]
    [InlineData("evaluate")]
    [InlineData("threshold")]
    [InlineData("encode")]
    [InlineData("reconstruct")]
    [InlineData("inspect")]
    [InlineData("generate")]
    [InlineData("interpolate")]
    [InlineData("doctor")]
    [InlineData("merge")]
    public void Help_is_as_agreed(string command)
    {
        var help = VaeProcess.Answer(command == "vae" ? ["--help"] : [command, "--help"]).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var path = Path.Combine(Repository.Root, "tests", "Vae.Cli.Tests", "Help", $"{command}.txt");
        if (Environment.GetEnvironmentVariable("VAE_ACCEPT") == "1")
        {
            File.WriteAllText(path, help);
        }

        Assert.Equal(File.ReadAllText(path), help);
    }

    [Theory]
    [InlineData(new string[] { }, "Required command was not provided.", "vae")]
    [InlineData(new[] { "guess" }, "Unrecognized command or argument 'guess'.", "vae")]
    [InlineData(new[] { "score" }, "Required argument missing for command: 'score'.", "vae score")]
    [InlineData(new[] { "inspect", "m.onnx", "--xml" }, "Unrecognized command or argument '--xml'.", "vae inspect")]
    public void A_command_line_that_makes_no_sense_is_refused_with_a_hint(string[] arguments, string message, string command)
    {
        var complaint = VaeProcess.Complaint(arguments);
        Assert.Contains(message, complaint, StringComparison.Ordinal);
        Assert.EndsWith($"Run '{command} --help' for what it takes.", complaint, StringComparison.Ordinal);
    }
}
