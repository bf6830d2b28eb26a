using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Data.Rows;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Sources;

/// <summary>A data view is a table like any other.</summary>
public sealed class DataViewSourceTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private const int Rows = 10_000;   // several blocks

    private static readonly MLContext Context = new(1);

    [Fact]
    public void Texts_are_read_as_the_number_format_says_and_numbers_go_by_themselves()
    {
        var table = TableSources.Open(Context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 40).Select(i => new Price { Written = $"{i % 7}.000,5 €", Plain = i % 5 })));

        var found = TrainingColumns.Find(table, new() { NumberFormats = ["1.234,5 €"] });

        Assert.Equal([null, null], found.Columns.Select(column => column.Categories));
        Assert.Equal(
            Enumerable.Range(0, 40).SelectMany(i => new[] { (i % 7 * 1000) + 0.5f, i % 5 }), found.ReadRows().Features);
    }

    [Fact]
    public void A_table_gets_the_same_bits_from_its_file_and_from_a_data_view_of_it()
    {
        var random = new Random(1);
        var path = folder.Write("t.csv", "note,x,colour,y\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => string.Create(
            null, $"n{i},{(i % 17 == 3 ? "" : (random.NextSingle() * 4) - 2)},{(i % 3) switch { 0 => "red", 1 => " blue", _ => "" }},{random.NextSingle():0.000}\n"))));
        var view = Context.Data.LoadFromTextFile(path, new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            MissingRealsAsNaNs = true,
            Columns = [new("y", DataKind.Single, 3), new("note", DataKind.String, 0), new("colour", DataKind.String, 2), new("x", DataKind.Single, 1)],
        });
        using var model = new TinyModel { Features = 4, Columns = [new("x"), new("colour", ["blue", "red"]), new("y")] }.Load();

        var (fromFile, fromView) = (folder["file.csv"], folder["view.csv"]);
        var file = Score(model, TableSources.Open(path), fromFile);
        Assert.Equal((Rows, Rows), (file.Rows, file.Scored));
        Assert.Equal(file.Anomalies, Score(model, TableSources.Open(view), fromView).Anomalies);
        Assert.Equal(File.ReadAllLines(fromFile), File.ReadAllLines(fromView));
    }

    [Fact]
    public void Numbers_flags_text_and_keys_of_text_are_columns_and_nothing_else()
    {
        var view = Context.Transforms.Conversion.MapValueToKey("Key", nameof(Item.Text)).Fit(Items).Transform(Items);
        Assert.Equal([nameof(Item.Double), nameof(Item.Flag), nameof(Item.Long), nameof(Item.Text), "Key"], TableSources.Open(view).Columns);
    }

    [Fact]
    public void Every_type_gives_the_text_and_the_number_that_a_file_would_hold()
    {
        var view = Context.Transforms.Conversion.MapValueToKey("Key", nameof(Item.Text)).Fit(Items).Transform(Items);
        using var block = TableSources.Open(view).Read([0, 1, 2, 3, 4]).Single();
        var rows = block.Open();

        Assert.True(rows.MoveNext());
        Assert.Equal(["0.25", "true", "7", "red", "red"], Enumerable.Range(0, 5).Select(column => rows.Text(column).ToString()));
        Assert.Equal([0.25, 1, 7, null, null], Enumerable.Range(0, 5).Select(column => rows.TryNumber(column, out var number) ? number : (double?)null));
        Assert.True(rows.MoveNext());
        Assert.Equal(["", "false", "-3", "", ""], Enumerable.Range(0, 5).Select(column => rows.Text(column).ToString()));
        Assert.Equal([double.NaN, 0, -3, double.NaN, double.NaN], Enumerable.Range(0, 5).Select(column => rows.TryNumber(column, out var number) ? number : (double?)null));
        Assert.False(rows.MoveNext());
    }

    [Fact]
    public void A_number_beyond_single_precision_is_missing()
    {
        var view = Context.Data.LoadFromEnumerable([new Item { Double = 1 }, new Item { Double = 1e300 }]);
        using var model = new TinyModel { Features = 3, Columns = [new("Double"), new("Long"), new("Flag")] }.Load();
        Score(model, TableSources.Open(view, "readings"), folder["far.csv"]);
        var lines = File.ReadAllLines(folder["far.csv"]);
        Assert.Equal(3, lines.Length);

        var gap = Context.Data.LoadFromEnumerable([new Item { Double = 1 }, new Item { Double = double.NaN }]);
        Score(model, TableSources.Open(gap, "readings"), folder["gap.csv"]);
        Assert.Equal(File.ReadAllLines(folder["gap.csv"]), lines);
        Assert.Equal([1, float.NaN], Encoded(TableSources.Open(view), "Double"));
    }

    [Fact]
    public void A_number_is_kept_with_all_its_digits()
    {
        var view = Context.Data.LoadFromEnumerable([new Item { Double = 0.1234567890123, Long = 123456789L }, new Item { Double = 1e300, Long = -16777217 }]);
        using var model = new TinyModel { Features = 3, Columns = [new("Double"), new("Long"), new("Flag")] }.Load();
        using (var sink = new CsvSink(folder["kept.csv"]))
        {
            ScoreRun.Run(model, TableSources.Open(view), [sink], new() { Kept = ["Long", "Double"] });
        }

        Assert.Equal(
            ["123456789,0.1234567890123", "-16777217,1E+300"],
            File.ReadAllLines(folder["kept.csv"]).Skip(1).Select(line => string.Join(',', line.Split(',')[^2..])));
        Assert.Equal([123456789f, -16777217f], Encoded(TableSources.Open(view), "Long"));
    }

    [Fact]
    public void Whole_numbers_beyond_single_precision_are_told_apart()
    {
        var view = Context.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new Item { Double = i % 7, Long = 16_777_216 + (i % 2) }));
        var found = TrainingColumns.Find(TableSources.Open(view), new() { Text = ["Long"], Ignored = ["Flag", "Text"] });
        Assert.Equal(["16777216", "16777217"], found.Columns.Single(column => column.Name == "Long").Categories!);
    }

    [Fact]
    public void A_data_view_of_vectors_is_no_table()
    {
        var view = Context.Data.LoadFromEnumerable([new Vector()]);
        Assert.StartsWith(
            "Data 'data view' must have a column of numbers, booleans, text, dates or keys of text, one value a row; got 'Values: ",
            Assert.Throws<VaeDataException>(() => TableSources.Open(view)).Message, StringComparison.Ordinal);
    }

    private static IDataView Items => Context.Data.LoadFromEnumerable([new Item { Double = 0.25, Long = 7, Flag = true, Text = "red" }, new Item { Double = double.NaN, Long = -3, Text = "" }]);

    /// <summary>What a model sees of one column of a table of one block.</summary>
    private static float[] Encoded(ITableSource table, string column)
    {
        var encoder = new RowEncoder(table, [new VaeColumn(column)]);
        using var block = table.Read([.. encoder.Indexes]).First();
        using var features = FeatureBlock.Parse(block, encoder, new());
        return features.Features.ToArray();
    }

    private static ScoreSummary Score(VaeModel model, ITableSource table, string path)
    {
        using var sink = new CsvSink(path);
        return ScoreRun.Run(model, table, [sink], table.Columns.Contains("note") ? new() { Kept = ["note"] } : null);
    }

    private sealed class Price
    {
        public string Written { get; set; } = "";

        public float Plain { get; set; }
    }

    private sealed class Item
    {
        public double Double { get; set; }

        public bool Flag { get; set; }

        public long Long { get; set; }

        public string Text { get; set; } = "";

        [VectorType(2)]
        public float[] Vector { get; set; } = [1, 2];
    }

    private sealed class Vector
    {
        [VectorType(2)]
        public float[] Values { get; set; } = [1, 2];
    }
}
