using System.Text.RegularExpressions;

namespace Vae.Data.Tests.Runs;

/// <summary>docs/data.md says what happens to a cell and to a column; its tables are tried here, line by line.</summary>
public sealed partial class DataDocsTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Fact]
    public void Every_line_of_the_tables_is_what_happens()
    {
        var parts = File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "docs", "data.md")).Split("## Dates and times")[0].Split("## One column");
        (string Cell, string Outcome)[] cells = [.. Lines(parts[0])];
        (string Cell, string Outcome)[] columns = [.. Lines(parts[1])];
        Assert.True(cells.Length > 20 && columns.Length > 10);
        Assert.All(cells, line => Assert.Equal(line.Outcome, Outcome(row => row % 20 == 3 ? line.Cell : $"{row * 37 % 11}.5")));
        Assert.All(columns, line => Assert.Equal(line.Outcome, Outcome(_ => line.Cell)));
    }

    /// <summary>VAE_ACCEPT=1 rewrites the table.</summary>
    [Fact]
    public void The_table_of_situations_is_what_happens()
    {
        var path = Path.Combine(Root(AppContext.BaseDirectory), "docs", "data.md");
        var (page, lines) = (File.ReadAllText(path), string.Concat(FieldSituation.All.Select(situation => situation.Line(folder) + "\n")));
        if (Environment.GetEnvironmentVariable("VAE_ACCEPT") == "1")
        {
            File.WriteAllText(path, Situations().Replace(page, match => match.Groups[1].Value + lines + match.Groups[3].Value));
            page = File.ReadAllText(path);
        }

        Assert.Equal(lines, Situations().Match(page).Groups[2].Value);
    }

    private string Outcome(Func<int, string> cell)
    {
        var content = "temp;x\n" + string.Join('\n', Enumerable.Range(0, 40).Select(row => $"{cell(row)};{row % 7}"));
        try
        {
            var found = TrainingColumns.Find(TableSources.Open(folder.Write("t.csv", content)));
            return found.Columns.Count == 1 ? "left out" : found.Columns[0].Categories is not null ? "text" : "missing";
        }
        catch (VaeDataException)
        {
            return "refused";
        }
    }

    private static IEnumerable<(string Cell, string Outcome)> Lines(string text) =>
        Line().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()));

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Vae.MLNet.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"(<!-- situations -->\n+\| situation \| what happens \| what is said \|\n\|---\|---\|---\|\n)(.*?)(\n<!-- end of situations -->)", RegexOptions.Singleline)]
    private static partial Regex Situations();

    [GeneratedRegex(@"^\| `(.+)` \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
