using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

public sealed class ScoreRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VaeModel _model = new TinyModel { Features = 3, Columns = [new("a"), new("b"), new("c")] }.Load();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_sink_gets_all_rows_in_order_and_is_completed_once()
    {
        var (one, other) = (new Recorder(), new Recorder());
        var reports = new List<RunProgress>();
        var summary = ScoreRun.Run(_model, new Counting(20, rowsPerBlock: 7), [one, other], new() { Kept = ["b"] }, new Reports(reports));

        Assert.Equal((20, 20), (summary.Rows, summary.Scored));
        Assert.Null(summary.Images);
        Assert.Equal([.. ScoreRun.TableColumns, "b"], one.Columns);
        Assert.Equal(Enumerable.Range(1, 20).Select(row => $"{row}"), one.Rows.Select(cells => cells[0]));
        Assert.Equal(Enumerable.Range(1, 20).Select(row => $"{row * 10}"), one.Rows.Select(cells => cells[^1]));
        Assert.Equal(one.Rows, other.Rows);
        Assert.Equal((1, 1), (one.Completed, other.Completed));
        Assert.Equal([7, 14, 20], reports.Select(report => report.Rows));
        Assert.Equal([0.35, 0.7, 1], reports.Select(report => Math.Round(report.Share, 2)));
    }

    [Fact]
    public void A_watch_sees_the_rows_of_a_run_in_their_order()
    {
        using var sink = new DriftSink(new VaeDriftOptions { ReferenceRows = 100 });
        Assert.Throws<InvalidOperationException>(() => sink.Watch);
        ScoreRun.Run(_model, new Counting(250, rowsPerBlock: 7), [sink]);
        float[] features = [.. Enumerable.Range(1, 250).SelectMany(row => (float[])[row, row * 10, row * 100])];
        var expected = VaeDriftWatch.For(_model.Info, options: new VaeDriftOptions { ReferenceRows = 100 });
        expected.Add(_model.Score(features).PValue, features);

        Assert.Equal(expected.Save(), sink.Watch.Save());
        Assert.StartsWith("Drift: alarm at row ", sink.Remark, StringComparison.Ordinal);
    }

    /// <summary>Scores are c², and p-values 10 to the power of −c², but never below 1 / 1,000.</summary>
    [Fact]
    public void The_whole_batch_decides_which_rows_are_selected()
    {
        var normal = string.Concat(Enumerable.Repeat("1,1,0.1\n", 95));
        var data = _folder.Write("batch.csv", $"a,b,c\n{normal}1,1,2\n,,\n1,x,3\n1,1,3\n");
        var sink = new Recorder();
        var summary = ScoreRun.Run(_model, data, [sink], new() { Fdr = 0.1, BadRows = new() { Policy = BadRowPolicy.Mark } });

        Assert.Equal([.. ScoreRun.TableColumns, "Selected", .. ScoreRun.StatusColumns], sink.Columns);
        Assert.Equal(["96", "99"], sink.Rows.Where(cells => cells[6] == "True").Select(cells => cells[0]));
        Assert.Equal(["False", ""], sink.Rows.Where(cells => cells[0] is "97" or "98").Select(cells => cells[6]));
        Assert.Equal((97, 1), (summary.Selection!.JudgedRows, summary.Selection.UnjudgedRows));
        Assert.Equal([95, 97], summary.Selection.Rows);
        Assert.Null(summary.Selection.Remark);
    }

    [Fact]
    public void A_batch_that_can_be_read_once_cannot_be_selected_from()
    {
        if (!OperatingSystem.IsWindows())
        {
            System.Diagnostics.Process.Start("mkfifo", _folder["pipe"]).WaitForExit();
            using var writer = System.Diagnostics.Process.Start("sh", ["-c", $"printf 'a,b,c\\n1,2,3\\n' > '{_folder["pipe"]}'"]);
            Assert.StartsWith(
                $"Data file '{_folder["pipe"]}' must be a file on disk, as it is read in several passes; got a pipe or device.",
                Assert.Throws<VaeDataException>(() => ScoreRun.Run(_model, _folder["pipe"], [], new() { Fdr = 0.1 })).Message,
                StringComparison.Ordinal);
            writer.Kill();
        }
    }

    [Fact]
    public void Results_say_what_the_model_says()
    {
        var sink = new Recorder();
        ScoreRun.Run(_model, new Counting(5, rowsPerBlock: 2), [sink]);
        var expected = _model.Score([.. Enumerable.Range(1, 5).SelectMany(row => (float[])[row, row * 10, row * 100])]);
        Assert.Equal(expected.Score.Select(score => FormattableString.Invariant($"{score}")), sink.Rows.Select(cells => cells[1]));
        Assert.Equal(expected.PredictedLabel.Select(label => $"{label}"), sink.Rows.Select(cells => cells[2]));
    }

    [Fact]
    public void Reasons_quote_unseen_categories_as_they_stand_whether_columns_are_kept_or_not()
    {
        // Every row is flagged, and what is left of no error is shared by the features.
        using var model = new TinyModel { Threshold = -1, Columns = [new("a"), new("b"), new("c", ["blue", "red"])] }.Load();
        var data = _folder.Write("t.csv", "a,b,c\n1,1,blue\n1,1,violet\n1,1,red\n1,1,green\n");
        var (alone, beside) = (new Recorder(), new Recorder());
        ScoreRun.Run(model, data, [alone], new() { Explained = 3 });
        ScoreRun.Run(model, data, [beside], new() { Explained = 3, Kept = ["a"] });

        Assert.Equal("Explanation", alone.Columns[^1]);
        Assert.Contains("\"violet\" (never seen)", alone.Rows[1][^1], StringComparison.Ordinal);
        Assert.Contains("\"green\" (never seen)", alone.Rows[3][^1], StringComparison.Ordinal);
        Assert.Equal(beside.Rows.Select(cells => cells[^2]), alone.Rows.Select(cells => cells[^1]));
    }

    [Fact]
    public void Rows_that_are_not_flagged_have_no_reasons()
    {
        using var model = new TinyModel { Features = 3, Threshold = 1e9, Columns = [new("a"), new("b"), new("c")] }.Load();
        var sink = new Recorder();
        ScoreRun.Run(model, new Counting(5, rowsPerBlock: 2), [sink], new() { Explained = 3 });
        Assert.Equal(Enumerable.Repeat("", 5), sink.Rows.Select(cells => cells[^1]));
    }

    [Fact]
    public void A_row_that_cannot_be_read_ends_the_run_and_nothing_is_left_behind()
    {
        var data = _folder.Write("t.csv", "a,b,c\n1,2,3\n1,x,3\n");
        var other = new Recorder();
        VaeDataException error;
        using (var lines = new CsvSink(_folder["s.csv"]))
        {
            error = Assert.Throws<VaeDataException>(() => ScoreRun.Run(_model, data, [other, lines]));
        }

        Assert.Equal((RowFaultKind.NoNumber, 2, 3, "b"), (error.Fault!.Kind, error.Fault.Row, error.Fault.Line, error.Fault.Column));
        Assert.Equal([data], Directory.GetFiles(Path.GetDirectoryName(data)!));
        Assert.Equal(0, other.Completed);
    }

    [Fact]
    public void A_sink_that_fails_ends_the_run_and_every_part_and_block_is_disposed()
    {
        var (source, good) = (new Counting(1_000, rowsPerBlock: 10), new Recorder());
        Assert.Throws<IOException>(() => ScoreRun.Run(_model, source, [good, new Recorder { FailsAt = 3 }]));
        Assert.Equal(good.Prepared, good.Disposed);
        Assert.Equal(source.Cut, source.Returned);
        Assert.Equal(0, good.Completed);
    }

    [Fact]
    public void A_stopped_run_completes_nothing_and_disposes_everything()
    {
        using var stop = new CancellationTokenSource();
        var (source, sink) = (new Counting(1_000, rowsPerBlock: 10), new Recorder());
        Assert.Throws<OperationCanceledException>(() => ScoreRun.Run(_model, source, [sink], null, new Stopping(stop), stop.Token));
        Assert.Equal((sink.Prepared, source.Cut), (sink.Disposed, source.Returned));
        Assert.Equal(0, sink.Completed);
    }

    [Fact]
    public void Data_of_the_other_kind_are_refused_by_name()
    {
        var picture = _folder["p.png"];
        File.WriteAllBytes(picture, [1]);
        Assert.Equal(
            $"Data '{picture}' must be a CSV, TSV or Parquet file, as the model is one of tables; got images. Train a model on images.",
            Assert.Throws<VaeDataException>(() => ScoreRun.Run(_model, VaeImageSet.Open(picture), [])).Message);
        using var images = new TinyModel { Features = 256, InputShape = [1, 16, 16] }.Load();
        Assert.Equal(
            "Data 'numbers' must be a folder, an IDX file or an image, as the model takes images of 1 x 16 x 16; got another file.",
            Assert.Throws<VaeDataException>(() => ScoreRun.Run(images, new Counting(1, 1), [])).Message);
        Assert.Equal(
            "Option Kept must come with a table; got other data. Leave it out.",
            Assert.Throws<VaeDataException>(() => ScoreRun.Run(images, picture, [], new() { Kept = ["x"] })).Message);
    }

    [Fact]
    public void A_delimiter_that_cells_cannot_be_told_by_is_refused() =>
        Assert.StartsWith("Argument 'delimiter' must be an ASCII character", Assert.Throws<ArgumentOutOfRangeException>(() => new CsvSink("s.csv", '"')).Message, StringComparison.Ordinal);

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => stop.Cancel();
    }

    private sealed class Reports(List<RunProgress> reports) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => reports.Add(value);
    }
}
