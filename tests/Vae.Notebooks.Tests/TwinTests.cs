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

    private static string Run(string program, string folder) => CommandRun.Run("dotnet", folder, ["run", "-c", "Release", program]).MustSucceed();

    private static string FirstHeadOf(CellOutput table) => table.Content[(table.Content.IndexOf("<th>", StringComparison.Ordinal) + 4)..table.Content.IndexOf("</th>", StringComparison.Ordinal)];
}
