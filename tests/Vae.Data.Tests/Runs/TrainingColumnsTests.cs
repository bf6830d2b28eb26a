using Vae.MLNet;

namespace Vae.Data.Tests.Runs;

public sealed class TrainingColumnsTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly OptionNames OfTheTool = new() { Ignored = "--ignore", Normal = "--normal" };

    [Fact]
    public void A_column_is_a_number_if_every_filled_cell_is_one_and_text_otherwise()
    {
        var columns = Find("n,t,e,m\n1, b,,1\n-2.5e3,a,,x\n NaN ,b,,1\n,,,2\n");
        Assert.Equal(["n", "t", "e", "m"], columns.Select(column => column.Name));
        Assert.Null(columns[0].Categories);
        Assert.Equal(["a", "b"], columns[1].Categories!);
        Assert.Null(columns[2].Categories);
        Assert.Equal(["1", "2", "x"], columns[3].Categories!);
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
    [InlineData("id,x\na1,1\na2,2\na3,3\n", "3 texts, all different, like an identifier", "id")]
    [InlineData("x,n\n1,1\n2,2\n3,3\n4,n/a\n", "4 texts, all different, mostly numbers, but also 'n/a'", "n")]
    [InlineData("day,x\n2024-01-31,1\n2024-01-31,2\n", "dates or times (replace them by numbers that matter, such as the hour or the weekday)", "day")]
    [InlineData("at,x\n7:30,1\n7:30,2\n", "dates or times (replace them by numbers that matter, such as the hour or the weekday)", "at")]
    [InlineData("v;x\n1,5;1\n1,5;2\n", "numbers with a decimal comma (write a decimal point)", "v")]
    public void A_column_that_can_be_no_feature_is_refused_by_name(string content, string got, string name) => Assert.Equal(
        $"Column '{name}' of '{folder["t.csv"]}' must hold numbers or categories; got {got}. To leave it out: --ignore \"{name}\".",
        Assert.Throws<VaeDataException>(() => Find(content)).Message);

    [Fact]
    public void More_than_a_thousand_categories_are_refused()
    {
        var rows = Enumerable.Range(0, 2_002).Select(i => $"v{i / 2},1");
        Assert.Equal(
            $"Column 'free' of '{folder["t.csv"]}' must hold numbers or categories; got more than 1,000 different texts, like an identifier. To leave it out: --ignore \"free\".",
            Assert.Throws<VaeDataException>(() => Find("free,x\n" + string.Join('\n', rows))).Message);
    }

    [Fact]
    public void All_refused_columns_are_named_at_once_and_ignoring_them_helps()
    {
        const string content = "id,when,x\na,2024-01-01,1\nb,2024-01-02,2\n";
        var error = Assert.Throws<VaeDataException>(() => Find(content));
        Assert.EndsWith("To leave them out: --ignore \"id,when\".", error.Message, StringComparison.Ordinal);
        Assert.Equal("x", Assert.Single(Find(content, ignored: ["id", "when"])).Name);
    }

    [Theory]
    [InlineData("x,y\n", null, "Data file '{0}' must have data rows below its header; got none.")]
    [InlineData("y\n0\n", "y", "Data file '{0}' must have a column to learn from; got only the label and ignored ones.")]
    [InlineData("x,y\n1,0\n2,\n", "y", "Line 3 of '{0}' must have a label in column 'y'; got ''.")]
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
        var file = TableSources.Open(folder.Write("t.csv", "id,x,pad\n" + string.Join('\n', Enumerable.Range(0, rows).Select(i => $"{i * step},{i % 7},1.0000000000000000"))));
        Assert.Equal(isRising ? ["id"] : [], TrainingColumns.Find(file).Rising);
    }

    private IReadOnlyList<VaeColumn> Find(string content, string? label = null, string? normal = null, string[]? ignored = null)
    {
        var file = TableSources.Open(folder.Write("t.csv", content));
        return TrainingColumns.Find(file, new() { Label = new() { Column = label, Normal = normal }, Ignored = ignored ?? [], Names = OfTheTool }).Columns;
    }
}
