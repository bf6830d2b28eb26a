using System.Text;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

/// <summary>What becomes of rows that cannot be read, by policy.</summary>
public sealed class BadRowTests : IDisposable
{
    private const string Header = "a,b,c,id\n";

    private readonly TemporaryFolder _folder = new();
    private readonly VaeModel _model = new TinyModel { Features = 3, Columns = [new("a"), new("b"), new("c")] }.Load();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Marked_rows_have_a_line_without_scores_that_says_why()
    {
        var path = _folder.Write("t.csv", Header + "1,2,3,p\n1,zzz,3,q\n1,2\n,,,r\n4,5,6,s\n");
        var (lines, summary) = Score(path, new() { Policy = BadRowPolicy.Mark, MaxShare = 1 });

        var numbers = VaeOutputs.Numbers.Count;
        var none = new string(',', numbers);
        Assert.Equal([.. ScoreRun.TableColumns, "Status", "StatusReason", "id"], lines[0].Split(','));
        Assert.EndsWith(",Read,,p", lines[1], StringComparison.Ordinal);
        Assert.Equal(
            $"2{none},NoNumber,\"Line 3 of '{path}' must have a finite number in column 'b'; got 'zzz'. Leave the cell empty where the value is missing, "
            + "or name the text with Missing.\",q",
            lines[2]);
        Assert.Equal(
            $"3{none},CellCount,\"Line 4 of '{path}' must have 4 cells, like its header; got 2. Look for a missing delimiter ',' or quote.\",", lines[3]);
        Assert.StartsWith("4,NaN,True,", lines[4], StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(",NoValue,The row must have a value in a column of the model; got none. It is labelled an anomaly.,r", lines[4], StringComparison.Ordinal);
        Assert.EndsWith(",Read,,s", lines[5], StringComparison.Ordinal);
        Assert.Equal((5, 3), (summary.Rows, summary.Scored));
        Assert.Equal([(RowFaultKind.CellCount, 1), (RowFaultKind.NoNumber, 1)], summary.BadRows!.Counts.Select(pair => (pair.Key, pair.Value)));
        Assert.StartsWith($"2 rows could not be read: 1 CellCount, 1 NoNumber. The first: Line 3 of '{path}' must ", summary.BadRows.Unread, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_rows_have_the_scores_that_they_have_without_the_bad_ones()
    {
        var rows = Enumerable.Range(0, 50_000).Select(row => FormattableString.Invariant($"{row % 7},{row % 11},{row % 13},x\n")).ToList();
        var (clean, _) = Score(_folder.Write("clean.csv", Header + string.Concat(rows)), new());
        foreach (var place in (int[])[49_999, 33_333, 20_000, 1, 0])
        {
            rows.Insert(place, "oops\n");
        }

        var (skipped, summary) = Score(_folder.Write("t.csv", Header + string.Concat(rows)), new() { Policy = BadRowPolicy.Skip });
        Assert.Equal(clean.Select(Scores), skipped.Select(Scores));
        Assert.Equal((50_005, 50_000, 5), (summary.Rows, summary.Scored, summary.BadRows!.All));

        var (marked, _) = Score(_folder["t.csv"], new() { Policy = BadRowPolicy.Mark });
        Assert.Equal(Enumerable.Range(1, 50_005).Select(row => $"{row}"), marked.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal(clean.Skip(1).Select(Scores), marked.Skip(1).Where(line => line.Contains(",Read,", StringComparison.Ordinal)).Select(Scores));

        static string Scores(string line) => string.Join(',', line.Split(',')[1..5]);
    }

    [Fact]
    public void The_first_bad_row_ends_a_run_that_did_not_ask_otherwise()
    {
        var path = _folder.Write("t.csv", Header + "1,2,3,p\n1,x,3,q\n");
        Assert.Equal(2, Assert.Throws<VaeDataException>(() => Score(path, new())).Fault!.Row);
        Assert.False(File.Exists(_folder["scores.csv"]));
    }

    [Fact]
    public void Quarantine_has_the_lines_as_they_were_below_the_header()
    {
        var path = _folder["t.csv"];
        var bad = new byte[][] { [.. "1,2"u8, 0xE9, .. ",3,p\r\n"u8], [.. "\"a\nb\",2\r\n"u8], [.. "9,\u0001,9,q"u8] };
        File.WriteAllBytes(path, [.. "\uFEFFa,b,c,id\r\n1,2,3,x\r\n\r\n"u8, .. bad[0], .. "\r\n4,5,6,x\r\n"u8, .. bad[1], .. bad[2]]);
        Score(path, new() { Policy = BadRowPolicy.Skip, MaxShare = 1, Quarantine = _folder["bad.csv"] });
        Assert.Equal([.. "\uFEFFa,b,c,id\r\n"u8, .. bad[0], .. bad[1], .. bad[2], .. "\n"u8], File.ReadAllBytes(_folder["bad.csv"]));

        Score(_folder.Write("t.csv", Header + "1,2,3,p\n"), new() { Policy = BadRowPolicy.Mark, Quarantine = _folder["bad.csv"] });
        Assert.Equal(Header, File.ReadAllText(_folder["bad.csv"]));
    }

    [Theory]
    [InlineData(100, 5, true)]
    [InlineData(100, 6, false)]
    [InlineData(3, 1, true)]
    [InlineData(3, 2, false)]
    [InlineData(1, 1, false)]
    public void A_file_with_too_many_bad_rows_is_taken_for_a_wrong_one(int rows, int bad, bool endsWell)
    {
        var path = _folder.Write("t.csv", Header + string.Concat(Enumerable.Range(0, rows).Select(row => row < bad ? "x\n" : "1,2,3,p\n")));
        var options = new BadRowOptions { Policy = BadRowPolicy.Mark, Quarantine = _folder["bad.csv"] };
        if (endsWell)
        {
            Assert.Equal(bad, Score(path, options).Summary.BadRows!.All);
            return;
        }

        Assert.Equal(
            $"Data file '{path}' must have at most 5 % rows that cannot be read (BadRows.MaxShare); got {bad} in the first {rows} rows: {bad} CellCount. "
            + $"The first: Line 2 of '{path}' must have 4 cells, like its header; got 1. Look for a missing delimiter ',' or quote. "
            + "Is it the right file? If so, raise BadRows.MaxShare.",
            Assert.Throws<VaeDataException>(() => Score(path, options)).Message);
        Assert.False(File.Exists(_folder["scores.csv"]) || File.Exists(_folder["bad.csv"]));
    }

    [Fact]
    public void A_run_on_a_wrong_file_ends_early()
    {
        var path = _folder.Write("t.csv", Header + string.Concat(Enumerable.Repeat("some,other,file\n", 500_000)));
        var reports = new List<RunProgress>();
        Assert.Throws<VaeDataException>(() => Score(path, new() { Policy = BadRowPolicy.Mark }, new Reports(reports)));
        Assert.True(reports.Count == 0 || reports[^1].Rows < 250_000);
    }

    [Fact]
    public void Training_and_labelled_scores_leave_bad_rows_out_and_count_them()
    {
        var path = _folder.Write("t.csv", "a,b,c,y\n" + string.Concat(Enumerable.Repeat("1,2,3,0\n4,5,6,1\n7,8,9,0\n", 20)) + "oops\n");
        var bad = new BadRowOptions { Policy = BadRowPolicy.Mark, Quarantine = _folder["bad.csv"] };
        var table = TrainingTable.Read(TableSources.Open(path), new() { BadRows = bad, Label = new() { Column = "y" } });
        Assert.Equal((40, 1), (table.RowNumbers.Length, table.Found.BadRows.All));
        Assert.Equal("a,b,c,y\noops\n", File.ReadAllText(_folder["bad.csv"]));

        var labelled = LabelledScores.Read(_model, path, new() { BadRows = bad, Label = new() { Column = "y" } });
        Assert.Equal((60, 20, 1), (labelled.Scores.Length, labelled.Anomalies.Count(isAnomaly => isAnomaly), labelled.BadRows!.All));
    }

    [Fact]
    public void Only_files_of_lines_have_lines_to_keep() => Assert.Equal(
        "Option BadRows.Quarantine must come with a file of lines, or several with one header; got 'rows'. Leave it out.",
        Assert.Throws<VaeDataException>(() => ScoreRun.Run(
            _model, TableSources.Open(new Microsoft.ML.MLContext().Data.LoadFromEnumerable([new { a = 1f, b = 2f, c = 3f }]), "rows"), [],
            new() { BadRows = new() { Quarantine = _folder["bad.csv"] } })).Message);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_out_of_range_is_refused_by_name(double share) => Assert.Contains(
        "Option 'MaxShare' must be from 0 to 1",
        Assert.Throws<ArgumentOutOfRangeException>(() => Score(_folder.Write("t.csv", Header), new() { MaxShare = share })).Message, StringComparison.Ordinal);

    private (string[] Lines, ScoreSummary Summary) Score(string path, BadRowOptions badRows, IProgress<RunProgress>? progress = null)
    {
        using var sink = new CsvSink(_folder["scores.csv"]);
        var summary = ScoreRun.Run(_model, path, [sink], new() { BadRows = badRows, Kept = ["id"] }, progress);
        return (File.ReadAllLines(_folder["scores.csv"], Encoding.UTF8), summary);
    }

    private sealed class Reports(List<RunProgress> reports) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => reports.Add(value);
    }
}
