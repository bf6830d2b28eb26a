using System.Diagnostics;

namespace Vae.Notebooks.Tests;

/// <summary>The file-based programs are the notebooks' code, and run.</summary>
public sealed class TwinTests
{
    public static TheoryData<string> Notebooks => [.. Notebook.Names];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_twin_is_the_notebooks_code(string name) => Assert.Equal(Twin.Of(Notebook.Open(name)), File.ReadAllText(Twin.PathOf(name)).ReplaceLineEndings("\n"));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_twin_runs_and_leaves_as_many_pictures_as_the_notebook_shows(string name)
    {
        using var folder = new RunFolder(Twin.ShortName(name));
        var output = Run(Twin.PathOf(name), folder.FullName);
        var outputs = Notebook.Open(name).CodeCells.SelectMany(cell => cell.Outputs).ToArray();
        Assert.Equal(outputs.Count(shown => shown.MimeType == CellOutput.Png), Directory.GetFiles(folder.FullName, $"{Twin.ShortName(name)}-*.png").Length);
        Assert.All(outputs.Where(shown => shown.MimeType == CellOutput.Html), table => Assert.Contains(FirstHeadOf(table), output, StringComparison.Ordinal));
    }

    private static string Run(string program, string folder)
    {
        // Servers that the build leaves behind would keep the pipes open.
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["run", "-c", "Release", program])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0" },
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} must end with 0; got {process.ExitCode}. {output}{errors.Result}");
        return output;
    }

    private static string FirstHeadOf(CellOutput table) => table.Content[(table.Content.IndexOf("<th>", StringComparison.Ordinal) + 4)..table.Content.IndexOf("</th>", StringComparison.Ordinal)];
}
