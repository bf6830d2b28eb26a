using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

/// <summary>What a first look at an export says, and what of it reaches training and scoring.</summary>
public sealed class TableInspectionTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private const int Rows = 200;

    /// <summary>An export as people have it: clocks, identifiers, empty and constant columns, gaps, a text, a label.</summary>
    private static readonly string Export =
        "time,id,mail,epoch,empty,unit,temp,state,code,kind\n" + string.Join('\n', Enumerable.Range(0, Rows).Select(row =>
            $"2024-01-{1 + (row / 24):00} {row % 24:00}:00,{row * 37 % Rows},user{row}@example.org,{1_700_000_000 + (7 * row)},,bar,"
            + $"{(row % 50 == 3 ? "NA" : row % 50 == 4 ? "" : $"{20 + (row * 7 % 11 * 0.5)}")},{(row % 3 == 0 ? "on" : "off")},{row % 7:000},{(row % 20 == 7 ? "bad" : "normal")}"));

    [Fact]
    public void Every_column_is_named_with_what_training_would_make_of_it()
    {
        var found = Inspect(Export, new() { Label = new() { Column = "kind" }, Ignored = ["state"] });
        Assert.Null(found.Refusal);
        Assert.Equal((190, 200, 4), (found.Rows, found.AllRows, found.Features));
        Assert.Equal(
            [
                ("time", ColumnUse.Key), ("id", ColumnUse.Key), ("mail", ColumnUse.Key), ("epoch", ColumnUse.Key), ("empty", ColumnUse.Number),
                ("unit", ColumnUse.Categories), ("temp", ColumnUse.Number), ("state", ColumnUse.Ignored), ("code", ColumnUse.Number), ("kind", ColumnUse.Label),
            ],
            found.Columns.Select(column => (column.Name, column.Use)));
        var temp = found.Columns[6];
        Assert.Equal((8, "4 × 'NA'", 11, 20f, 25f, (string?)null), (temp.Gaps, temp.Markers, temp.Distinct, temp.Least, temp.Most, temp.Remark));
        Assert.Equal("some numbers have zeros before them ('000'), as codes have", found.Columns[8].Remark);
        Assert.Equal("empty: any value in it will be new to the model", found.Columns[4].Remark);
        Assert.Equal((190L, 0), (found.Columns[4].Gaps, found.Columns[4].Distinct));
        Assert.Equal("constant (bar): any other value will be new to the model", found.Columns[5].Remark);
        Assert.Null(found.Columns[9].Gaps);
    }

    [Fact]
    public void What_training_would_refuse_is_found_without_an_error()
    {
        var found = Inspect("temp,x\n" + string.Join('\n', Enumerable.Range(0, 40).Select(row => $"{(row == 3 ? "kPa" : $"{row}.5")},{row % 7}")));
        Assert.Equal(ColumnUse.Refused, found.Columns[0].Use);
        Assert.Equal("39 numbers, but also 1 other texts, the first 'kPa' (line 5)", found.Columns[0].Remark);
        Assert.StartsWith("Column 'temp' of ", found.Refusal, StringComparison.Ordinal);
        Assert.Equal(0, found.Features);
    }

    [Fact]
    public void A_table_that_is_all_constant_would_be_refused() =>
        Assert.Contains("must have a column that varies; got only empty and constant ones: 'a', 'b'.", Inspect("a,b\n1,\n1,\n1,\n").Refusal, StringComparison.Ordinal);

    [Fact]
    public void The_columns_of_an_export_that_name_rows_are_its_keys() => Assert.Equal(
        ["time", "id", "mail", "epoch"],
        TrainingColumns.Find(TableSources.Open(folder.Write("t.csv", Export)), new() { Label = new() { Column = "kind" } }).Keys);

    [Fact]
    public void Codes_with_zeros_before_them_are_numbers_with_a_note_until_they_are_said_to_be_text()
    {
        var table = TableSources.Open(folder.Write("codes.csv", "code,x\n0870,1\n0124,2\n0870,3\n"));
        Assert.Equal(
            ["Column 'code' is taken as numbers, some with zeros before them ('0870'). Where these are codes: Text \"code\"."], TrainingColumns.Find(table).Notes);
        var found = TrainingColumns.Find(table, new() { Text = ["code"] });
        Assert.Equal(["0124", "0870"], found.Columns[0].Categories!);
        Assert.Empty(found.Notes);
    }

    [Fact]
    public void Keys_stand_beside_the_scores_where_the_table_has_them_and_nothing_of_their_name_is_there()
    {
        using var model = new TinyModel { Features = 3, Columns = [new("a"), new("b"), new("c")], Keys = ["when", "Row", "gone"] }.Load();
        var path = folder.Write("keys.csv", "Row,a,b,c,when,note\n7,1,2,3,2024-01-15,x\n8,1,2,3,2024-01-16,y\n");
        var (keys, all, none) = (new Recorder(), new Recorder(), new Recorder());
        ScoreRun.Run(model, path, [keys]);
        ScoreRun.Run(model, path, [all], new() { Kept = ["note,when"] });
        ScoreRun.Run(model, path, [none], new() { KeepsKeys = false });
        Assert.Equal([.. ScoreRun.TableColumns, "when"], keys.Columns);
        Assert.Equal(["2024-01-15", "2024-01-16"], keys.Rows.Select(cells => cells[^1]));
        Assert.Equal([.. ScoreRun.TableColumns, "note", "when"], all.Columns);
        Assert.Equal(ScoreRun.TableColumns, none.Columns);
    }

    [Fact]
    public void A_column_of_unseen_texts_gets_one_sentence()
    {
        using var model = new TinyModel { Columns = [new("x"), new("y"), new("machine", ["a", "b"])] }.Load();
        var summary = ScoreRun.Run(model, folder.Write("cats.csv", "x,y,machine\n1,2,A\n1,2,\n1,2,B\n"), [new Recorder()]);
        Assert.Equal(
            ["Column 'machine': the model knows none of its 2 texts, such as 'A'; it knows 'a', 'b'. Check spelling and letter case."], summary.Remarks);
        Assert.Empty(ScoreRun.Run(model, folder.Write("cats.csv", "x,y,machine\n1,2,A\n1,2,a\n"), [new Recorder()]).Remarks);
    }

    [Fact]
    public void A_text_in_a_column_that_was_empty_in_training_is_a_new_value_and_no_fault()
    {
        using var model = new TinyModel { Columns = [new("x"), new("y"), new("e") { IsEmpty = true }, new("z")] }.Load();
        Assert.True(model.Info.Columns[2].IsEmpty);   // it was in the file
        var sink = new Recorder();
        ScoreRun.Run(model, folder.Write("e.csv", "x,y,e,z\n1,2,broken,3\n1,2,1,3\n"), [sink]);
        Assert.Equal(sink.Rows[1][1..], sink.Rows[0][1..]);
        Assert.Throws<VaeDataException>(() => ScoreRun.Run(model, folder.Write("e.csv", "x,y,e,z\n1,2,,broken\n"), [sink]));
    }

    private TableInspection Inspect(string content, TrainingDataOptions? options = null) =>
        TableInspection.Read(TableSources.Open(folder.Write("t.csv", content)), options);
}
