namespace Vae.Notebooks.Tests;

/// <summary>Every cell of every notebook runs, and shows what it is known to show.</summary>
public sealed class NotebookTests
{
    private const int LargestFile = 1_000_000;

    /// <summary>What JupyterLab shows of a line of code beside its list of files, in a window of 1,400 pixels; further to the right, a reader must scroll.</summary>
    private const int LongestLine = 105;

    public static TheoryData<string> Notebooks => [.. Notebook.Names];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task Every_cell_runs_and_shows_the_kinds_of_output_that_are_committed(string name)
    {
        var notebook = Notebook.Open(name);
        var results = await NotebookRunner.RunAsync(notebook);
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(
            Kinds(result.Cell.Outputs) == Kinds(result.Outputs),
            $"{result.Cell.Place} must show {Kinds(result.Cell.Outputs)}, as committed; got {Kinds(result.Outputs)}. Refresh the notebook if this is meant."));
        Assert.All(results.SelectMany(result => result.Outputs), AssertHasContent);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_file_follows_the_notebook_format(string name) => Assert.Empty(NotebookFormat.FlawsOf(Notebook.Open(name).Json));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_file_is_small_and_its_outputs_are_committed(string name)
    {
        var notebook = Notebook.Open(name);
        Assert.InRange(new FileInfo(notebook.FilePath).Length, 1, LargestFile);
        Assert.Contains(notebook.CodeCells, cell => cell.Outputs.Any(output => output.MimeType == CellOutput.Png));
        Assert.Contains(notebook.CodeCells, cell => cell.Outputs.Any(output => output.MimeType == CellOutput.Html));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Code_is_read_without_scrolling(string name) =>
        Assert.All(Notebook.Open(name).CodeCells.SelectMany(cell => cell.Source.Split('\n')), line => Assert.InRange(line.Length, 0, LongestLine));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_first_code_cell_names_the_packages(string name)
    {
        var cells = Notebook.Open(name).CodeCells.ToArray();
        Assert.Contains("Vae.Training", PackageReferences.Directives(cells[0].Source).Select(package => package.Name));
        Assert.All(cells.Skip(1), cell => Assert.Empty(PackageReferences.Directives(cell.Source)));
    }

    private static string Kinds(IEnumerable<CellOutput> outputs) => string.Join(", ", outputs.Select(output => output.Kind).DefaultIfEmpty("nothing"));

    private static void AssertHasContent(CellOutput output)
    {
        Assert.NotEmpty(output.Content.Trim());
        if (output.MimeType == CellOutput.Png)
        {
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], Convert.FromBase64String(output.Content)[..4]);
        }
    }
}
