using Vae.Data.Tests.Sources.Parquet;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Shards;

/// <summary>Parts of a table: what falls to which, what is left alone, and one file of all.</summary>
public sealed class ShardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly VaeModel _model;

    public ShardTests()
    {
        _path = _folder["model.onnx"];
        File.WriteAllBytes(_path, new TinyModel { Features = 2, Latent = 1, Columns = [new("x"), new("y")] }.Bytes());
        _model = VaeModel.Load(_path, new() { Device = VaeDevice.Cpu });
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("csv", 1)]
    [InlineData("csv", 3)]
    [InlineData("csv", 60)]
    [InlineData("parquet", 4)]
    public void The_merge_is_what_one_run_writes_byte_for_byte(string kind, int shards)
    {
        var (data, options) = (Data(kind), new ScoreRunOptions { BadRows = new() { Policy = BadRowPolicy.Mark }, Kept = ["y"] });
        using (var lines = new CsvSink(_folder["one.out"]))
        {
            ScoreRun.Run(_model, data, [lines], options);
        }

        for (var shard = shards; shard >= 1; shard--)
        {
            var part = ShardRun.Run(_model, Task(data, shard, shards), options);
            Assert.False(part.IsResumed);
            Assert.InRange(part.Scores.Rows, 0, 1 + (2 * 130_000 / shards) + 60_000);
        }

        var summary = ShardMerge.Run(_folder["parts"], _folder["merged.out"]);
        Assert.Equal(File.ReadAllBytes(_folder["one.out"]), File.ReadAllBytes(_folder["merged.out"]));
        Assert.Equal((130_000, kind == "csv" ? 1 : 0), (summary.Rows, summary.BadRows!.All));
        Assert.Equal(File.ReadLines(_folder["one.out"]).Count(line => line.Split(',')[2] == "true"), summary.Anomalies);
    }

    [Fact]
    public void A_finished_part_is_left_alone_and_anything_else_is_done_again()
    {
        var data = _folder.Write("r.csv", "x,y\n1,2\n3,4\n");
        var first = ShardRun.Run(_model, Task(data, 1, 2));
        Assert.True(Resumed(data, 1));
        Assert.False(Resumed(data, 2));                                        // not there yet

        File.WriteAllText(first.Part, File.ReadAllText(first.Part).Replace('1', '2'));
        Assert.False(Resumed(data, 1));                                        // other bytes than its record says
        Assert.True(Resumed(data, 1));

        File.WriteAllText(Path.ChangeExtension(first.Part, ".json"), "{ \"shard\": 1, ");
        Assert.False(Resumed(data, 1));                                        // a record that was cut off

        File.SetLastWriteTimeUtc(data, DateTime.UtcNow.AddHours(1));
        Assert.False(Resumed(data, 1));                                        // data that were written anew
        Assert.False(ShardRun.Run(_model, Task(data, 1, 2) with { Resumes = true }, new() { Kept = ["x"] }).IsResumed);

        bool Resumed(string path, int shard) => ShardRun.Run(_model, Task(path, shard, 2) with { Resumes = true }).IsResumed;
    }

    [Fact]
    public void What_a_killed_run_left_is_taken_away_by_the_next_one_of_its_shard()
    {
        var data = _folder.Write("k.csv", "x,y\n1,2\n");
        var part = ShardRun.Run(_model, Task(data, 1, 1)).Part;
        File.WriteAllText($"{part}.0123.tmp", "half");
        File.Delete(part);
        ShardRun.Run(_model, Task(data, 1, 1) with { Resumes = true });
        Assert.Equal(["part-00001-of-00001.csv", "part-00001-of-00001.json"], Directory.GetFiles(_folder["parts"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_merge_names_what_is_missing_damaged_or_of_another_run_and_writes_nothing()
    {
        var data = _folder.Write("m.csv", "x,y\n1,2\n3,4\n");
        Assert.Equal(
            $"Folder '{_folder["parts"]}' must hold finished parts of 'vae score --shard'; got none. Check the path.", Refusal());

        ShardRun.Run(_model, Task(data, 1, 3));
        Assert.Equal($"Folder '{_folder["parts"]}' must hold all 3 parts, finished; got none of shard 2, 3. Run these again.", Refusal());

        ShardRun.Run(_model, Task(data, 2, 3));
        var third = ShardRun.Run(_model, Task(data, 3, 3)).Part;
        File.AppendAllText(third, "9,9\n");
        Assert.EndsWith("got others. Run shard 3/3 again.", Refusal(), StringComparison.Ordinal);

        ShardRun.Run(_model, Task(data, 3, 3), new() { Kept = ["x"] });
        Assert.EndsWith("which differ in model, data or options. Remove those of the other run.", Refusal(), StringComparison.Ordinal);

        ShardRun.Run(_model, Task(data, 3, 3));
        ShardRun.Run(_model, Task(data, 1, 2));
        Assert.EndsWith("which differ in the number of shards. Remove those of the other run.", Refusal(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["merged.csv"]));

        string Refusal() => Assert.Throws<VaeDataException>(() => ShardMerge.Run(_folder["parts"], _folder["merged.csv"])).Message;
    }

    [Fact]
    public void Parts_of_another_threshold_are_of_another_run_and_options_of_images_are_refused()
    {
        var data = _folder.Write("h.csv", "x,y\n1,2\n3,4\n");
        using var strict = VaeModel.Load(_path, new() { Device = VaeDevice.Cpu, Threshold = 3 });
        ShardRun.Run(_model, Task(data, 1, 2));
        ShardRun.Run(strict, Task(data, 2, 2));

        Assert.EndsWith(
            "which differ in model, data or options. Remove those of the other run.",
            Assert.Throws<VaeDataException>(() => ShardMerge.Run(_folder["parts"], _folder["merged.csv"])).Message, StringComparison.Ordinal);
        Assert.Contains("model of images", Assert.Throws<VaeDataException>(() => ShardRun.Run(_model, Task(data, 1, 2), new() { Mask = "m.png" })).Message, StringComparison.Ordinal);
        Assert.Contains(
            "HeldOut needs all rows", Assert.Throws<VaeDataException>(() => ShardRun.Run(_model, Task(data, 1, 2), new() { HeldOut = new([1], [1]) })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_COUNT=8 SLURM_ARRAY_TASK_MIN=0", "1/8")]
    [InlineData("SLURM_ARRAY_TASK_ID=8 SLURM_ARRAY_TASK_COUNT=8 SLURM_ARRAY_TASK_MIN=1", "8/8")]
    [InlineData("SLURM_ARRAY_TASK_ID=10 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=4 SLURM_ARRAY_TASK_STEP=3", "3/3")]
    [InlineData("SGE_TASK_ID=6 SGE_TASK_FIRST=2 SGE_TASK_LAST=10 SGE_TASK_STEPSIZE=2", "3/5")]
    [InlineData("SGE_TASK_ID=undefined JOB_COMPLETION_INDEX=0 JOB_COMPLETION_COUNT=5", "1/5")]
    public void A_job_array_says_which_part_it_is(string variables, string expected) => Assert.Equal(expected, $"{Of(variables)}");

    [Theory]
    [InlineData("", "Shard auto must be asked for in a job array; got none of")]
    [InlineData("JOB_COMPLETION_INDEX=3", "Variable JOB_COMPLETION_COUNT must say how many tasks the job array has; got ''.")]
    [InlineData("SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=3", "Variable SLURM_ARRAY_TASK_ID must be one of 2 tasks from 3 on")]
    public void An_array_that_does_not_say_it_is_refused(string variables, string message) =>
        Assert.StartsWith(message, Assert.Throws<VaeDataException>(() => Of(variables)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0/8")]
    [InlineData("9/8")]
    [InlineData("3")]
    [InlineData("a/b")]
    public void A_part_that_there_is_not_is_refused(string text) =>
        Assert.StartsWith("Shard ", Assert.Throws<VaeDataException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);

    private static Shard Of(string variables)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return Shard.OfJobArray(name => values.GetValueOrDefault(name));
    }

    private ShardTask Task(string data, int shard, int shards) =>
        new() { Model = _path, Data = data, Folder = _folder["parts"], Shard = new(shard, shards) };

    /// <summary>Two files of 130,000 rows together, in several blocks each.</summary>
    private string Data(string kind)
    {
        if (kind == "parquet")
        {
            ParquetMaker.Numbers(_folder["1.parquet"], 50_000, 20_000, ("x", row => row % 17), ("y", row => row % 3));
            ParquetMaker.Numbers(_folder["2.parquet"], 80_000, 20_000, ("y", row => row % 5), ("x", row => row % 13));
        }
        else
        {
            _folder.Write("1.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 100_000).Select(row => $"{row % 17}.0000000000000,{row % 3}\n")));
            _folder.Write("2.csv", "y,x\nbad,1\n" + string.Concat(Enumerable.Range(0, 29_999).Select(row => $"{row % 5},{row % 13}\n")));
        }

        return _folder[$"?.{kind}"];
    }
}
