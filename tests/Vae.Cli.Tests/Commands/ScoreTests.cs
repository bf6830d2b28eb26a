using System.Globalization;
using Vae.MLNet;

namespace Vae.Cli.Tests.Commands;

[Collection(nameof(TrainedModel))]
public sealed class ScoreTests(TrainedModel trained) : IDisposable
{
    private const string Columns = "Row,Score,PredictedLabel,PValue,ReconstructionError,KlDivergence,Status,StatusReason";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_row_gets_exactly_what_the_library_says()
    {
        float[] features = [.. trained.Rows.SelectMany(row => Features(row.Split(',')))];
        using var model = VaeModel.Load(trained.Path, new() { Device = VaeDevice.Cpu });
        var expected = model.Score(features);

        var lines = VaeProcess.Answer("score", trained.Path, trained.Data).TrimEnd().Split('\n');
        Assert.Equal(Columns, lines[0]);
        Assert.Equal(
            Enumerable.Range(0, 300).Select(i => FormattableString.Invariant(
                $"{i + 1},{expected.Score[i]},{(expected.PredictedLabel[i] ? "true" : "false")},{expected.PValue[i]},{expected.ReconstructionError[i]},{expected.KlDivergence[i]},Read,")),
            lines.Skip(1));
    }

    [Fact]
    public void Columns_are_matched_by_name_whatever_their_order_and_company()
    {
        var data = _folder.Write("shuffled.tsv", "colour\tspare\ty\tx\n" + string.Join('\n', trained.Rows.Select(row => row.Split(',')).Select(cells => $"{cells[3]}\t?\t{cells[2]}\t{cells[1]}")));
        Assert.Equal(VaeProcess.Answer("score", trained.Path, trained.Data), VaeProcess.Answer("score", trained.Path, data));
    }

    [Fact]
    public void A_file_holds_what_stdout_would_and_kept_columns_follow()
    {
        var (exitCode, output, error) = VaeProcess.Run("score", trained.Path, trained.Data, "-o", _folder["s.csv"], "--keep", "kind,id");
        Assert.Equal((0, ""), (exitCode, output));
        Assert.Matches($@"^Scored 300 rows in [\d.]+ s \([\d,]+ rows/s, Cpu\): \d+ anomalies at threshold 1\.301\. Written to {_folder["s.csv"]}\.\r?\nAbout \d+ % of the different rows here trained the model.*\s*$", error);
        Assert.Equal(VaeProcess.Answer("score", trained.Path, trained.Data, "--keep", "kind", "--keep", "id"), File.ReadAllText(_folder["s.csv"]));
        var lines = File.ReadAllLines(_folder["s.csv"]);
        Assert.Equal(Columns + ",kind,id", lines[0]);
        Assert.EndsWith(",broken,r7", lines[8], StringComparison.Ordinal);
    }

    [Fact]
    public void A_watch_says_in_one_line_whether_rows_drifted_and_the_run_ends_well()
    {
        var quiet = VaeProcess.Run("score", trained.Path, trained.Data, "-o", _folder["s.csv"], "--watch");
        var moved = _folder.Write("moved.csv", "x,y,colour\n" + string.Concat(Enumerable.Repeat("90,-70,red\n", 200)));
        var drifted = VaeProcess.Run("score", trained.Path, moved, "-o", _folder["m.csv"], "--watch");

        Assert.Equal((0, 0), (quiet.ExitCode, drifted.ExitCode));
        Assert.Matches(@"\nDrift: no alarm in 300 rows \(evidence -?[\d.]+, alarm at 2\.0\)\.\s*$", quiet.Error);
        Assert.Matches(@"\nDrift: alarm at row \d+ of 200: rows are odder than those of the calibration \(evidence [\d.]+, alarm at 2\.0\)\.\s*$", drifted.Error);
    }

    [Fact]
    public void Reasons_stand_before_the_kept_columns_for_flagged_rows_only()
    {
        var data = _folder.Write("odd.csv", "x,y,colour\n1,3.1,red\n1,30,red\n1,30,violet\n,,\n");
        var lines = VaeProcess.Answer("score", trained.Path, data, "--explain", "3", "--keep", "colour").TrimEnd().Split('\n');

        Assert.Equal(Columns + ",Explanation,colour", lines[0]);
        Assert.EndsWith(",,red", lines[1], StringComparison.Ordinal);
        Assert.Matches(@"y 30 \(expected -?[\d.]+ to [\d.]+\): \d+ %", lines[2]);
        Assert.Contains("colour \"\"violet\"\" (never seen): ", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(",No value is known: the row cannot be judged,", lines[4], StringComparison.Ordinal);
        Assert.Contains("--explain", VaeProcess.Run("score", trained.Path, data, "--explain", "0").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Kept_text_is_quoted_where_the_output_needs_it_and_a_tsv_file_has_tabs()
    {
        var data = _folder.Write("quoted.csv", "x,y,colour,note\n1,3,red,\"a, \"\"b\"\"\"\n");
        Assert.EndsWith(",\"a, \"\"b\"\"\"\n", VaeProcess.Answer("score", trained.Path, data, "--keep", "note"), StringComparison.Ordinal);
        VaeProcess.Answer("score", trained.Path, data, "--keep", "note", "-o", _folder["s.tsv"]);
        Assert.StartsWith(Columns.Replace(',', '\t') + "\tnote\n1\t", File.ReadAllText(_folder["s.tsv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_rows_score_above_most_normal_ones_and_labels_follow_the_threshold()
    {
        var rows = VaeProcess.Answer("score", trained.Path, trained.Data, "--keep", "kind").TrimEnd().Split('\n').Skip(1).Select(line => line.Split(','))
            .Select(cells => (Score: float.Parse(cells[1], CultureInfo.InvariantCulture), IsFlagged: cells[2] == "true", IsBroken: cells[8] == "broken")).ToList();
        Assert.All(rows, row => Assert.Equal(row.Score >= 1.30103f, row.IsFlagged));
        Assert.True(rows.Where(row => row.IsBroken).Min(row => row.Score) > rows.Where(row => !row.IsBroken).Select(row => row.Score).Order().ElementAt(140));
    }

    [Fact]
    public void A_row_without_any_value_cannot_be_called_normal()
    {
        var data = _folder.Write("empty.csv", "x,y,colour\n,,\n1,3,red\n");
        Assert.StartsWith("1,NaN,true,NaN,", VaeProcess.Answer("score", trained.Path, data).Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_rows_gives_a_header() =>
        Assert.Equal(Columns + "\n", VaeProcess.Answer("score", trained.Path, _folder.Write("none.csv", "x,y,colour\n")));

    [Fact]
    public void A_missing_column_is_named() => Assert.Equal(
        $"Data file '{_folder["m.csv"]}' must have every column of the model; got none named 'y'. Its columns are 'x', 'colour'.",
        VaeProcess.Complaint("score", trained.Path, _folder.Write("m.csv", "x,colour\n1,red\n")));

    [Fact]
    public void A_bad_cell_is_named_with_line_and_column_and_an_older_output_survives()
    {
        var data = _folder.Write("bad.csv", "x,y,colour\n1,3,red\n1,three,red\n");
        var output = _folder.Write("s.csv", "old");
        Assert.Equal(
            $"Line 3 of '{data}' must have a finite number in column 'y'; got 'three'. Leave the cell empty where the value is missing, or name the text with --missing.",
            VaeProcess.Complaint("score", trained.Path, data, "-o", output, "--bad-rows", "fail"));
        Assert.Equal("old", File.ReadAllText(output));
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(output)!).Length);
    }

    [Fact]
    public void A_bad_row_ends_no_run_and_its_line_can_be_mended()
    {
        var data = _folder.Write("bad.csv", "x,y,colour\n" + string.Concat(Enumerable.Repeat("1,3,red\n", 40)) + "1,thr\u001bee,red\n1,3\n");
        var (exitCode, output, error) = VaeProcess.Run("score", trained.Path, data, "--quarantine", _folder["q.csv"]);
        var lines = output.TrimEnd().Split('\n');

        Assert.Equal((0, 43), (exitCode, lines.Length));
        Assert.StartsWith("41,,,,,,NoNumber,\"Line 42 of ", lines[41], StringComparison.Ordinal);
        Assert.StartsWith("42,,,,,,CellCount,\"Line 43 of ", lines[42], StringComparison.Ordinal);
        Assert.Contains("Scored 40 of 42 rows", error, StringComparison.Ordinal);
        Assert.Contains("2 rows could not be read: 1 CellCount, 1 NoNumber. The first: Line 42 of ", error, StringComparison.Ordinal);
        Assert.Contains("got 'thr\\u001Bee'", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output + error);
        Assert.Equal("x,y,colour\n1,thr\u001bee,red\n1,3\n", File.ReadAllText(_folder["q.csv"]));
        Assert.Contains("must have at most 1 % rows", VaeProcess.Complaint("score", trained.Path, data, "--max-bad", "0.01", "-o", _folder["s.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_column_cannot_have_the_name_of_an_answer() => Assert.Equal(
        "Column 'Score' of --keep must stand once in the output, whose own columns are Row, Score, PredictedLabel, PValue, ReconstructionError, KlDivergence, Status, StatusReason.",
        VaeProcess.Complaint("score", trained.Path, _folder.Write("k.csv", "x,y,colour,Score\n1,3,red,5\n"), "--keep", "Score"));

    [Theory]
    [InlineData("no.onnx", "Model file '{0}' must exist; got no such file. Train one with 'vae train'.")]
    [InlineData("empty.onnx", "Model '{0}': ")]
    [InlineData("text.onnx", "Model '{0}': ")]
    public void A_file_that_is_no_model_is_refused(string name, string start)
    {
        _folder.Write("empty.onnx", "");
        _folder.Write("text.onnx", "x,y\n1,2\n");
        Assert.StartsWith(string.Format(null, start, _folder[name]), VaeProcess.Complaint("score", _folder[name], trained.Data), StringComparison.Ordinal);
    }

    [Fact]
    public void Cuda_without_cuda_fails_and_says_so()
    {
        var (exitCode, output, error) = VaeProcess.Run("score", trained.Path, trained.Data, "--device", "cuda");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains("CUDA", error, StringComparison.Ordinal);
    }

    private static float[] Features(string[] cells) =>
        [Number(cells[1]), Number(cells[2]), .. cells[3] switch { "blue" => [1f, 0f], "red" => [0f, 1f], _ => (float[])[float.NaN, float.NaN] }];

    private static float Number(string cell) => cell.Length == 0 ? float.NaN : float.Parse(cell, CultureInfo.InvariantCulture);
}
