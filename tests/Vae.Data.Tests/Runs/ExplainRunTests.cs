using System.Text.Json;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

/// <summary>Rows explained, with a model whose score is the square of its third column, which it expects to be 0.</summary>
public sealed class ExplainRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VaeModel _model = new TinyModel { FillsGaps = true, Features = 3, Columns = [new("a"), new("b"), new("c")] }.Load();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Named_rows_come_with_their_reasons_and_a_way_out()
    {
        var rows = ExplainRun.Run(_model, _folder.Write("t.csv", "c,b,a\n0,1,1\n9,1,1\n5,2,2\n"), new() { Rows = [3, 1] }).ToArray();

        Assert.Equal([1L, 3L], rows.Select(row => row.Row));
        Assert.Equal((0f, false, ""), (rows[0].Score, rows[0].PredictedLabel, rows[0].Reasons));
        Assert.Equal((25f, true), (rows[1].Score, rows[1].PredictedLabel));
        Assert.Equal("c", rows[1].Explanation!.Reasons[0].Column);
        var change = Assert.Single(rows[1].Counterfactual!.Changes);
        Assert.Equal(("c", 5f, 0f, true, 0f), (change.Column, change.From, change.To, rows[1].Counterfactual!.IsNormal,
            rows[1].Counterfactual!.NewScore));
        Assert.Equal(
            "Row 3: score 25.0, anomaly, one normal row in 1,000 is as odd\n  c 5 (expected -2 to 2): 100 %\n"
            + "  would be normal if c were 0 (is 5): score 25.0 → 0.0",
            rows[1].ToString().ReplaceLineEndings("\n"));
        Assert.Equal("Row 1: score 0.0, normal, 100 % of normal rows are as odd", rows[0].ToString());
    }

    [Fact]
    public void Flagged_rows_are_explained_where_none_is_named_whatever_the_blocks()
    {
        var rows = ExplainRun.Run(_model, new Counting(20, rowsPerBlock: 7)).ToArray();
        Assert.Equal(Enumerable.Range(1, 20).Select(row => (long)row), rows.Select(row => row.Row));
        Assert.All(rows, row => Assert.Equal((row.Row * 100f) * (row.Row * 100f), row.Score));
    }

    [Fact]
    public void A_row_that_is_not_there_is_named()
    {
        var data = _folder.Write("t.csv", "a,b,c\n1,1,5\n1,1,1\n");
        var error = Assert.Throws<VaeDataException>(() => ExplainRun.Run(_model, data, new() { Rows = [7, 1, 9] }).ToArray());
        Assert.Equal($"Row 7 of Rows must be one of '{data}'; got no such row among 2. Rows are counted from 1.", error.Message);
        Assert.Equal(
            "Rows of Rows must be counted from 1; got 0. The first data row is 1.",
            Assert.Throws<VaeDataException>(() => ExplainRun.Run(_model, data, new() { Rows = [0] })).Message);
    }

    [Fact]
    public void Reading_ends_with_the_last_named_row()
    {
        var source = new Counting(100_000, rowsPerBlock: 10);
        Assert.Single(ExplainRun.Run(_model, source, new() { Rows = [5] }));
        Assert.InRange(source.Cut, 1, 100);
    }

    [Fact]
    public void A_text_that_was_never_seen_is_quoted_as_it_stands()
    {
        using var model = new TinyModel { FillsGaps = true, Threshold = -1, Columns = [new("a"), new("b"), new("c", ["blue", "red"])] }.Load();
        var row = Assert.Single(ExplainRun.Run(model, _folder.Write("t.csv", "a,b,c\n1,1,red\n1,1,violet\n"), new() { Rows = [2] }));
        Assert.Contains("c \"violet\" (never seen)", row.Reasons, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_hold_the_words_as_lines_and_everything_as_json()
    {
        var data = _folder.Write("t.csv", "a,b,c\n1,1,0\n1,1,5\n");
        Assert.Equal(1, ExplanationFile.Write(_folder["r.csv"], ExplainRun.Run(_model, data), VaeModality.Table));
        Assert.Equal(
            "Row,Score,PredictedLabel,PValue,Explanation,Counterfactual,NewScore\n"
            + "2,25,true,0.001,c 5 (expected -2 to 2): 100 %,would be normal if c were 0 (is 5): score 25.0 → 0.0,0\n",
            File.ReadAllText(_folder["r.csv"]));

        Assert.Equal(2, ExplanationFile.Write(_folder["r.json"], ExplainRun.Run(_model, data, new() { Rows = [1, 2] }), VaeModality.Table));
        var rows = JsonDocument.Parse(File.ReadAllText(_folder["r.json"])).RootElement;
        Assert.Equal([1, 2], rows.EnumerateArray().Select(row => row.GetProperty("row").GetInt32()));
        var odd = rows[1];
        Assert.Equal((25, true), (odd.GetProperty("score").GetDouble(), odd.GetProperty("predictedLabel").GetBoolean()));
        Assert.Equal(("c", 5), (odd.GetProperty("reasons")[0].GetProperty("column").GetString(),
            odd.GetProperty("reasons")[0].GetProperty("value").GetDouble()));
        Assert.Equal(0, odd.GetProperty("counterfactual").GetProperty("changes")[0].GetProperty("to").GetDouble());
    }

    [Theory]
    [InlineData(2, 2, "upper left")]
    [InlineData(8, 2, "top")]
    [InlineData(13, 2, "upper right")]
    [InlineData(2, 8, "left")]
    [InlineData(8, 8, "centre")]
    [InlineData(13, 8, "right")]
    [InlineData(2, 13, "lower left")]
    [InlineData(8, 13, "bottom")]
    [InlineData(13, 13, "lower right")]
    public void An_image_is_oddest_in_the_middle_of_what_is_odd(int x, int y, string part)
    {
        const int side = 16;
        using var model = new TinyModel { FillsGaps = true, Features = side * side, InputShape = [1, side, side] }.Load();
        var pixels = new byte[side * side];
        for (var place = 0; place < pixels.Length; place++)
        {
            pixels[place] = Math.Abs((place % side) - x) <= 1 && Math.Abs((place / side) - y) <= 1 ? (byte)4 : (byte)0;
        }

        File.WriteAllBytes(_folder["images.idx3-ubyte"], [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, side, 0, 0, 0, side, .. pixels]);
        var row = Assert.Single(ExplainRun.Run(model, VaeImageSet.Open(_folder["images.idx3-ubyte"]), new() { Rows = [1] }));
        Assert.Equal(new(x - 1, y - 1, 3, 3, 16), row.Hottest);
        Assert.Equal(
            FormattableString.Invariant($"oddest at the {part} (x {x - 1} to {x + 1}, y {y - 1} to {y + 1} of 16 x 16): 16 times normal variation"),
            row.Reasons);
        Assert.Equal(side * side, row.Image!.Heatmap.Length);
    }

    [Fact]
    public void An_image_that_cannot_be_read_says_why()
    {
        using var model = new TinyModel { FillsGaps = true, Features = 256, InputShape = [1, 16, 16] }.Load();
        Directory.CreateDirectory(_folder["images"]);
        File.WriteAllText(_folder["images/1.png"], "no image");
        var row = Assert.Single(ExplainRun.Run(model, _folder["images"], new() { Rows = [1] }));
        Assert.Equal(VaeImageStatus.NotAnImage, row.Status);
        Assert.StartsWith("Row 1, 1.png: could not be read (NotAnImage): ", row.ToString(), StringComparison.Ordinal);
        ExplanationFile.Write(_folder["r.csv"], [row], VaeModality.Image);
        Assert.StartsWith("1,1.png,,,,,NotAnImage,", File.ReadLines(_folder["r.csv"]).Last(), StringComparison.Ordinal);
    }
}
