using Vae.MLNet;

namespace Vae.Data.Tests.Runs;

public sealed class TrainingColumnsTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly OptionNames OfTheTool = new() { Ignored = "--ignore", Normal = "--normal", Missing = "--missing", Text = "--text", NumberFormats = "--number-format" };

    [Fact]
    public void A_column_is_a_number_if_every_filled_cell_is_one_and_text_otherwise()
    {
        var columns = Find("n,t,e,m\n1, b,,z\n-2.5e3,a,,x\n NaN ,b,,x\n,,,2\n");
        Assert.Equal(["n", "t", "e", "m"], columns.Select(column => column.Name));
        Assert.Null(columns[0].Categories);
        Assert.Equal(["a", "b"], columns[1].Categories!);
        Assert.Null(columns[2].Categories);
        Assert.Equal(["2", "x", "z"], columns[3].Categories!);
    }

    [Fact]
    public void Only_normal_rows_give_categories_and_the_label_is_no_feature()
    {
        var columns = Find("colour,kind\nred,normal\nblue,Normal\nred,NORMAL\ngreen,broken\n", label: "kind");
        Assert.Equal("colour", Assert.Single(columns).Name);
        Assert.Equal(["blue", "red"], columns[0].Categories!);
    }

    [Theory]
    [InlineData("0", null, true)]
    [InlineData("0.0", null, true)]
    [InlineData("False", null, true)]
    [InlineData("normal", null, true)]
    [InlineData("1", null, false)]
    [InlineData("true", null, false)]
    [InlineData("Rad Flow", "Rad Flow", true)]
    [InlineData("rad flow", "Rad Flow", false)]
    [InlineData("1.0", "1", true)]
    [InlineData("0", "1", false)]
    public void A_label_is_normal_if_it_equals_the_given_value_or_the_default(string label, string? normal, bool isNormal)
    {
        var content = $"x,y\n1,{label}\n2,{label}\n";
        if (isNormal)
        {
            Assert.Single(Find(content, "y", normal));
        }
        else
        {
            var expected = normal is null ? "0, false or normal" : $"'{normal}'";
            Assert.Equal(
                $"Column 'y' of '{folder["t.csv"]}' must mark normal rows with {expected}; got '{label}'. Name the label of normal rows with --normal.",
                Assert.Throws<VaeDataException>(() => Find(content, "y", normal)).Message);
        }
    }

    [Theory]
    [InlineData("a,b", "c,d", true)]    // values of their own in every anomaly
    [InlineData("0", "1", true)]
    [InlineData("a,b", "b,c", false)]   // one that normal rows have too
    [InlineData("a", "c1,c2,c3,c4,c5,c6,c7,c8,c9,c10", false)]   // no value twice: not a label
    public void A_column_that_says_what_the_label_says_is_pointed_out(string normal, string anomalous, bool isLeak)
    {
        string[] Cells(string values) => [.. Enumerable.Range(0, 10).Select(i => values.Split(',')[i % values.Split(',').Length])];
        var rows = Cells(normal).Select((cell, i) => $"{i % 7},{cell},0").Concat(Cells(anomalous).Select((cell, i) => $"{i % 7},{cell},1"));
        var file = TableSources.Open(folder.Write("t.csv", $"x,verdict,kind\n{string.Join('\n', rows)}\n"));
        var notes = TrainingColumns.Find(file, new() { Label = new() { Column = "kind" }, Names = OfTheTool }).Notes;
        const string Note = "Column 'verdict' has values of its own in every row that the label takes for an anomaly: does it say the same as the label? "
            + "A model that sees it finds what is known already. If so: --ignore \"verdict\".";
        Assert.Equal(isLeak, notes.Contains(Note));
        Assert.DoesNotContain(notes, note => note.StartsWith("Column 'x' has values", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Class", true)]
    [InlineData("klass", false)]
    public void A_column_with_the_name_of_a_label_that_trains_is_pointed_out(string name, bool isNamed)
    {
        var file = TableSources.Open(folder.Write("t.csv", $"x,{name}\n1,0\n2,1\n4,0\n"));
        var notes = TrainingColumns.Find(file, new() { Names = OfTheTool with { Label = "--label" } }).Notes;
        Assert.Equal(isNamed, notes.Contains(
            $"Column '{name}' trains like any other. If it says which rows are normal: --label \"{name}\"; if it is only known afterwards: --ignore \"{name}\"."));
    }

    [Theory]
    [InlineData("id,x\na1,1\na2,2\na3,4\n", "3 texts, all different, like an identifier", "id")]
    [InlineData("day,x\n2024-01-31,1\n2024-01-31,2\n", "dates or times (to learn hour, weekday and month from them: Dates = Cycles)", "day")]
    [InlineData("at,x\n7:30,1\n7:30,2\n", "dates or times (to learn hour, weekday and month from them: Dates = Cycles)", "at")]
    public void A_column_that_names_rows_or_says_when_they_were_is_left_out_with_a_sentence(string content, string got, string name)
    {
        var found = Found(content);
        Assert.Equal("x", Assert.Single(found.Columns).Name);
        Assert.Equal([$"Column '{name}' is left out: {got}."], found.Notes);
    }

    [Theory]
    [InlineData("v;x\n1,5;1\n1,5;2\n", "numbers with a decimal comma (declare the number format, or write a decimal point)", "v")]
    [InlineData("v;x\n12,345;1\n1,345;2\n", "numbers whose commas look like thousands separators (declare the number format, or write them without, as in 12345; where a comma stands before decimals, write a point)", "v")]
    [InlineData("v,x\nkPa,1\n2,2\n3,3\n", "2 numbers, but also 1 other texts, the first 'kPa' (line 2)", "v")]
    public void A_column_that_may_be_numbers_is_refused_by_name(string content, string got, string name) => Assert.Equal(
        $"Column '{name}' of '{folder["t.csv"]}' must hold numbers or categories; got {got}. "
        + (got.StartsWith("numbers", StringComparison.Ordinal) ? "Where they are numbers, show how the file writes 1234.5: --number-format \"1.234,5\". " : "")
        + "Where such a text stands for a missing value: --missing TEXT. "
        + $"Where the cells are text: --text \"{name}\". To leave it out: --ignore \"{name}\".",
        Assert.Throws<VaeDataException>(() => Find(content)).Message);

    [Fact]
    public void More_than_a_thousand_categories_are_left_out()
    {
        var rows = Enumerable.Range(0, 2_002).Select(i => $"v{i / 2},{i % 7}");
        Assert.Equal(
            ["Column 'free' is left out: more than 1,000 different texts, like an identifier."], Found("free,x\n" + string.Join('\n', rows)).Notes);
    }

    [Theory]
    [InlineData("x,y\n", null, "Data file '{0}' must have data rows below its header; got none.")]
    [InlineData("y\n0\n", "y", "Data file '{0}' must have a column to learn from; got only the label and ignored ones.")]
    [InlineData("x,y\n1,0\n1,0\n", "y", "Data file '{0}' must have a column that varies; got only empty and constant ones: 'x'.")]
    public void A_table_without_anything_to_learn_from_is_refused(string content, string? label, string message) =>
        Assert.Equal(string.Format(null, message, folder["t.csv"]), Assert.Throws<VaeDataException>(() => Find(content, label)).Message);

    [Theory]
    [InlineData(20, 1, true)]
    [InlineData(19, 1, false)]
    [InlineData(100_000, 1, true)]
    [InlineData(100_000, 0, false)]
    public void Numbers_that_rise_from_row_to_row_are_noticed_also_over_blocks(int rows, int step, bool isRising)
    {
        // The last column makes the rows long enough for several blocks.
        var file = TableSources.Open(folder.Write("t.csv", "id,x,pad\n" + string.Join('\n', Enumerable.Range(0, rows).Select(i => $"{i * step}.5,{i % 7},1.0000000000000000"))));
        Assert.Equal(isRising ? ["id"] : [], TrainingColumns.Find(file).Rising);
    }

    private IReadOnlyList<VaeColumn> Find(string content, string? label = null, string? normal = null, string[]? ignored = null)
    {
        var file = TableSources.Open(folder.Write("t.csv", content));
        return TrainingColumns.Find(file, new() { Label = new() { Column = label, Normal = normal }, Ignored = ignored ?? [], Names = OfTheTool }).Columns;
    }

    private TrainingColumns Found(string content) => TrainingColumns.Find(TableSources.Open(folder.Write("t.csv", content)), new() { Names = OfTheTool });
}
