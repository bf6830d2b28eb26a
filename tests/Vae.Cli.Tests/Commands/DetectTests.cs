using System.Globalization;
using System.Text.Json;

namespace Vae.Cli.Tests.Commands;

/// <summary>One table, no labels, one command.</summary>
public sealed class DetectTests : IDisposable
{
    private const int Rows = 300;
    private const string Columns = "Row,Score,PredictedLabel,PValue,Status,StatusReason";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--groups")]
    [InlineData("--group-pattern")]
    public void Groups_of_images_are_no_option_where_images_are_refused(string option) => Assert.Contains(
        $"'{option}'", VaeProcess.Complaint("detect", Write(), option, "x"), StringComparison.Ordinal);

    [Fact]
    public void Every_row_is_judged_by_what_never_saw_it_and_the_model_is_a_by_product()
    {
        var data = Write();
        var (exitCode, output, error) = VaeProcess.Run(
            "detect", data, "--output", _folder["s.csv"], "--model", _folder["m.onnx"], "--explain", "2", "--keep", "colour", "--steps", "100",
            "--false-alarm-rate", "0.05");
        Assert.Equal((0, ""), (exitCode, output));
        Assert.Matches(@"\nFound \d+ anomalies among 300 rows, each judged by members and references that never saw it\. Written to .*s\.csv\.\n", error);
        Assert.Contains("Threshold 1.301 flags about 5 % of rows like those of the training, anomalies among them: expect about 500 alerts per 10,000 rows", error, StringComparison.Ordinal);
        Assert.DoesNotContain("trained the model", error, StringComparison.Ordinal);

        var strict = VaeProcess.Answer("threshold", _folder["m.onnx"], "--false-alarm-rate", "0.1", "--calibrate", data, "-o", _folder["strict.onnx"]);
        Assert.Contains("promises a false-alarm rate of 10 %: expect about 1000 alerts per 10,000 normal rows.", strict, StringComparison.Ordinal);

        var lines = File.ReadAllLines(_folder["s.csv"]);
        Assert.Equal($"{Columns},Explanation,id,colour", lines[0]);
        Assert.Equal(Rows + 1, lines.Length);
        Assert.EndsWith(",r0,red", lines[1], StringComparison.Ordinal);
        var scores = lines.Skip(1).Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)).ToArray();
        var flagged = lines.Skip(1).Where(line => line.Split(',')[2] == "true").ToArray();
        Assert.InRange(flagged.Length, 12, 16);
        Assert.All(flagged, line => Assert.NotEmpty(line.Split(',')[6]));                 // a reason for every alarm
        Assert.All(Enumerable.Range(0, 4), i => Assert.Matches(@",true,[\d.]+,Read,,""?[xy] ", lines[(75 * i) + 8]));

        // Nearly copies of each other, which a model that has seen them finds ordinary.
        var broken = scores.Where((_, row) => row % 75 == 7).Order().First();
        Assert.True(scores.Count(score => score >= broken) <= 20, $"{scores.Count(score => score >= broken)} rows are as odd");

        // The same scores from the training, and a word on those of the model.
        var training = VaeProcess.Answer(
            "train", data, "--contamination", "unknown", "--false-alarm-rate", "0.05", "--steps", "100", "-o", _folder["t.onnx"], "--scores", _folder["t.csv"]);
        Assert.Contains("\nContamination is unknown: were all rows normal, 0 would rank better, by about 0.0", training, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllLines(_folder["t.csv"]).Skip(1).Select(line => line.Split(',')[..3]), lines.Skip(1).Select(line => line.Split(',')[..3]));
        Assert.Equal(File.ReadAllBytes(_folder["t.onnx"]), File.ReadAllBytes(_folder["m.onnx"]));
        var info = JsonDocument.Parse(VaeProcess.Answer("inspect", _folder["m.onnx"], "--json")).RootElement;
        Assert.Equal(("Robust", JsonValueKind.Null), (info.GetProperty("scoreKind").GetString(), info.GetProperty("contamination").ValueKind));
        Assert.Matches(@"Training\s+│ 300 rows, 100 steps, seed 1, contamination unknown", VaeProcess.Answer("inspect", _folder["m.onnx"]));
        Assert.Matches(@"\nAbout \d+ % of the different rows here trained the model", VaeProcess.Run("score", _folder["m.onnx"], data, "-o", _folder["x.csv"]).Error);
    }

    [Fact]
    public void Rows_that_cannot_be_read_have_a_line_and_go_to_quarantine_and_stdout_takes_the_rest()
    {
        var data = Write(bad: "r,1,2,red,more");

        var lines = VaeProcess.Answer("detect", data, "--steps", "20", "--no-keys", "--contamination", "0.04", "--quarantine", _folder["q.csv"]).TrimEnd().Split('\n');

        Assert.Equal(Columns, lines[0]);
        Assert.Equal(Rows + 1, lines.Skip(1).Count());
        Assert.StartsWith("301,,,,", lines[^1], StringComparison.Ordinal);
        Assert.Equal("r,1,2,red,more", File.ReadAllLines(_folder["q.csv"])[1]);
    }

    [Fact]
    public void Images_and_a_result_that_would_overwrite_the_data_are_refused()
    {
        var data = Write();
        Directory.CreateDirectory(_folder["images"]);

        Assert.EndsWith(
            "must be a table, whose rows alone can be judged with nothing known of them; got images. Train on normal ones: 'vae train'.",
            VaeProcess.Complaint("detect", _folder["images"]), StringComparison.Ordinal);
        Assert.Contains("must not be the data", VaeProcess.Complaint("detect", data, "-o", data), StringComparison.Ordinal);
        Assert.StartsWith(
            "Option --contamination must be a number from 0 to 0.5, or 'unknown'; got 'some'.",
            VaeProcess.Complaint("detect", data, "--contamination", "some"), StringComparison.Ordinal);
    }

    /// <summary>Normal points on a line, and four that are nearly copies of each other beside it.</summary>
    private string Write(string? bad = null)
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, Rows).Select(i =>
        {
            var x = (float)((random.NextDouble() * 4) - 2);
            var (y, isBroken) = ((3 * x) + (float)(random.NextDouble() * 0.2), i % 75 == 7);
            return string.Create(CultureInfo.InvariantCulture, $"r{i},{(isBroken ? -1.5 + (0.001 * random.NextDouble()) : x)},{(isBroken ? 5.5 : y)},{(i % 3 == 0 ? "red" : "blue")}");
        });
        return _folder.Write("data.csv", "id,x,y,colour\n" + string.Join('\n', rows) + "\n" + (bad is null ? "" : bad + "\n"));
    }
}
