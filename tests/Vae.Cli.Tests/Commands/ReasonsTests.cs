using System.Text.Json;

namespace Vae.Cli.Tests.Commands;

/// <summary>Explaining, encoding, reconstructing and reporting on the shared model.</summary>
[Collection(nameof(TrainedModel))]
public sealed class ReasonsTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Named_rows_are_explained_on_the_terminal_and_flagged_ones_in_a_file()
    {
        var (exitCode, output, error) = VaeProcess.Run("explain", trained.Path, trained.Data, "--rows", "8,1", "--rows", "23");
        Assert.Equal((0, $"Explained 3 rows of '{trained.Data}'."), (exitCode, error.Trim()));
        Assert.Equal(["Row 1", "Row 8", "Row 23"], output.Split('\n').Where(line => line.StartsWith("Row",
            StringComparison.Ordinal)).Select(line => line.Split(':')[0]));
        Assert.Matches(@"(?m)^Row 8: score [\d.]+, anomaly, one normal row in [\d,]+ is as odd\r?$", output);
        Assert.Matches(@"(?m)^  (would be normal if|no \d columns suffice; closest if) ", output);

        VaeProcess.Answer("explain", trained.Path, trained.Data, "--flagged", "--output", _folder["r.json"]);
        VaeProcess.Answer("score", trained.Path, trained.Data, "--output", _folder["s.csv"]);
        var flagged = File.ReadLines(_folder["s.csv"]).Where(line => line.Split(',')[2] == "true").Select(line => int.Parse(line.Split(',')[0],
            System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(flagged, JsonDocument.Parse(File.ReadAllText(_folder["r.json"])).RootElement.EnumerateArray().Select(row =>
            row.GetProperty("row").GetInt32()));
    }

    [Fact]
    public void Columns_are_measured_as_a_table_and_as_a_file()
    {
        string[] command = ["explain", trained.Path, trained.Data, "--columns", "--label", "kind"];
        var table = VaeProcess.Answer(command);
        Assert.All((string[])["Part of scores", "Predicted by others", "unseen text:", " sd)"], words => Assert.Contains(words, table,
            StringComparison.Ordinal));
        VaeProcess.Answer([.. command, "-o", _folder["c.csv"]]);
        var lines = File.ReadAllLines(_folder["c.csv"]);
        Assert.Equal("Column,ScoreShare,Predictability,Rise,Fall,UnseenFlagged,Deviation", lines[0]);
        Assert.Equal(["x", "y", "colour"], lines.Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Latents_and_expected_rows_are_lines()
    {
        var latents = VaeProcess.Answer("encode", trained.Path, trained.Data, "--keep", "id").Split('\n');
        Assert.StartsWith("Row,LatentMean1,", latents[0], StringComparison.Ordinal);
        Assert.EndsWith(",r0", latents[1].TrimEnd(), StringComparison.Ordinal);

        var filled = VaeProcess.Answer("reconstruct", trained.Path, trained.Data, "--keep-observed", "--keep",
            "id").ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(("Row,x,y,colour,Status,StatusReason,id", 302), (filled[0], filled.Length));
        for (var row = 0; row < 300; row++)
        {
            var (given, got) = (trained.Rows[row].Split(','), filled[row + 1].Split(','));
            Assert.DoesNotContain("", got[..4]);
            Assert.Equal("Read", got[4]);
            Assert.Equal(given[1], got[1]);
            Assert.True(given[2] == "" || given[2] == got[2]);
            Assert.Contains(got[3], given[3] == "" ? (string[])["red", "blue"] : [given[3]]);
        }

        // Normal points lie on a line: a gap is filled near it.
        var gap = filled[4].Split(',');
        Assert.Equal("", trained.Rows[3].Split(',')[2]);
        Assert.Equal(3 * Number(gap[1]), Number(gap[2]), 3.0);

        static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_report_is_one_page()
    {
        VaeProcess.Answer("report", trained.Path, trained.Data, "--label", "kind", "--output", _folder["r.html"], "--worst", "3");
        var page = File.ReadAllText(_folder["r.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.All((string[])["Training", "ROC", "Latent map", "AUROC"], words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("explain m d", "Command explain must have one of --rows, --flagged and --columns; got 0 of them.")]
    [InlineData("explain m d --flagged --rows 1", "Command explain must have one of --rows, --flagged and --columns; got 2 of them.")]
    [InlineData("explain m d --rows 1,x", "Option --rows must name rows by whole numbers from 1, such as 17,42; got '1,x'.")]
    [InlineData("explain m d --rows 999", "Row 999 of --rows must be one of")]
    [InlineData("explain m d --flagged --label kind", "Option --label must come with --columns; got other data. Leave it out.")]
    [InlineData("explain m d --flagged --heatmaps f", "Option --heatmaps must come with a model of images; got other data. Leave it out.")]
    public void What_cannot_be_explained_is_refused(string command, string message)
    {
        string[] arguments = [.. command.Split(' ').Select(word => word switch { "m" => trained.Path, "d" => trained.Data, _ => word })];
        Assert.StartsWith(message, VaeProcess.Complaint(arguments), StringComparison.Ordinal);
    }
}
