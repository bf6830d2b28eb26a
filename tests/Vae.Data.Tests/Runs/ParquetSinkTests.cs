using Parquet;
using Vae.Data.Tests.Sources.Parquet;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

/// <summary>Results as Parquet: the same cells as lines, with types.</summary>
public sealed class ParquetSinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VaeModel _model = new TinyModel { FillsGaps = true, Columns = [new("a"), new("b"), new("c", ["blue", "red"])] }.Load();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Scores_have_types_and_are_those_of_lines()
    {
        var data = _folder.Write("t.csv", "id,c,b,a\nx,red,2,1.50\ny,violet,two,3\nz,,5,7\n");
        var options = new ScoreRunOptions { Kept = ["id", "b"], BadRows = new() { Policy = BadRowPolicy.Mark, MaxShare = 1 } };
        var (parquet, csv) = (Score(data, "s.parquet", options), Score(data, "s.csv", options));

        await using (var reader = await ParquetReader.CreateAsync(parquet))
        {
            Assert.Equal(
                [("Row", typeof(long)), ("Score", typeof(float)), ("PredictedLabel", typeof(bool)), ("PValue", typeof(float))],
                reader.Schema.DataFields.Take(4).Select(field => (field.Name, field.ClrType)));
            Assert.Equal(typeof(ReadOnlyMemory<char>), reader.Schema.DataFields[^1].ClrType);
        }

        Assert.Equal(TableText.Rows(TableSources.Open(csv)), TableText.Rows(TableSources.Open(parquet)));
        Assert.Equal([1, double.NaN, 1], TableText.Numbers(TableSources.Open(parquet), "PredictedLabel").Select(value => value is 0 ? 1 : value));
    }

    [Fact]
    public void Many_rows_are_written_in_row_groups_and_read_back_in_order()
    {
        var (parquet, csv) = (_folder["many.parquet"], _folder["many.csv"]);
        using var model = new TinyModel { Features = 3, Columns = [new("a"), new("b"), new("c")] }.Load();
        foreach (var path in (string[])[parquet, csv])
        {
            using var lines = LineSink.ToFile(path);
            ScoreRun.Run(model, new Counting(300_000, rowsPerBlock: 7_000), [lines]);
        }

        using (var file = Vae.Data.Sources.Parquet.ParquetFile.Open(parquet))
        {
            Assert.Equal([133_000, 133_000, 34_000], file.GroupRows);
        }

        Assert.Equal(TableText.Rows(TableSources.Open(csv)), TableText.Rows(TableSources.Open(parquet)));
    }

    [Fact]
    public void Latents_and_what_is_expected_have_types_too()
    {
        var data = _folder.Write("t.csv", "id,c,b,a\nx,red,2,1.50\nz,,5,7\n");
        Assert.Equal(["1|1.5|2|x", "2|7|5|z"], Written(lines => EncodeRun.Run(_model, data, lines, new() { Kept = ["id"] })));
        Assert.Equal(["1|1.5|2|red", "2|7|5|blue"], Written(lines => ReconstructRun.Run(_model, data, lines, new() { KeepObserved = true })));
    }

    [Fact]
    public void A_run_that_fails_leaves_no_file_and_keeps_an_older_one()
    {
        var data = _folder.Write("t.csv", "c,b,a\nred,2,1\nred,two,3\n");
        File.WriteAllText(_folder["old.parquet"], "old");
        Assert.Throws<VaeDataException>(() => Score(data, "old.parquet", new()));
        Assert.Equal("old", File.ReadAllText(_folder["old.parquet"]));
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(data)!).Length);
    }

    [Fact]
    public void Rows_that_are_made_up_and_training_scores_are_written_by_name_too()
    {
        FeatureTable.Write(_folder["f.parquet"], [new("a"), new("c", ["blue", "red"])], [1.5f, 0, 1, float.NaN, 1, 0]);
        Assert.Equal(["1.5|red", "|blue"], TableText.Rows(TableSources.Open(_folder["f.parquet"])));
        TrainingScores.Write(_folder["s.parquet"], [7, 9], [0.5f, 3], 2);
        Assert.Equal(["7|0.5|false", "9|3|true"], TableText.Rows(TableSources.Open(_folder["s.parquet"])));
    }

    /// <summary>Words of dates, numbers as they are written, and columns of the user's that are called like ours.</summary>
    [Fact]
    public void What_is_no_number_in_lines_is_text()
    {
        VaeColumn[] columns =
        [
            new("when") { Cycles = [VaeDateCycle.Hour] }, new("price") { NumberFormat = "1.234,5" }, new("c", ["blue", "red"]),
        ];
        using var model = new TinyModel { Features = 5, FillsGaps = true, Columns = columns }.Load();
        var data = _folder.Write("d.csv", "when;price;c;Score;PredictedLabel\n06:00;1.234,5;red;high;yes\n");
        using (var lines = LineSink.ToFile(_folder["d.parquet"]))
        {
            ReconstructRun.Run(model, data, lines, new() { KeepObserved = true, Kept = ["Score", "PredictedLabel"] });
        }

        Assert.Equal(["1|06:00|1.234,5|red|high|yes"], TableText.Rows(TableSources.Open(_folder["d.parquet"])));
        FeatureTable.Write(_folder["w.parquet"], [columns[0]], [1f, 0]);
        Assert.Equal(["06:00"], TableText.Rows(TableSources.Open(_folder["w.parquet"])));
    }

    private string Score(string data, string name, ScoreRunOptions options)
    {
        using var lines = LineSink.ToFile(_folder[name]);
        ScoreRun.Run(_model, data, [lines], options);
        return _folder[name];
    }

    private string[] Written(Action<LineSink> run)
    {
        using (var lines = LineSink.ToFile(_folder["w.parquet"]))
        {
            run(lines);
        }

        return TableText.Rows(TableSources.Open(_folder["w.parquet"]));
    }
}
