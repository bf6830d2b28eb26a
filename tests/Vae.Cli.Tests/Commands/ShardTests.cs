namespace Vae.Cli.Tests.Commands;

/// <summary>Parts of a table, each scored by a process of its own, one of which is killed.</summary>
[Collection(nameof(TrainedModel))]
public sealed class ShardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainedModel _model;
    private readonly string _data;

    public ShardTests(TrainedModel model)
    {
        _model = model;
        var rows = string.Join('\n', model.Rows);
        foreach (var file in (string[])["a.csv", "b.csv"])
        {
            _folder.Write(file, $"{TrainedModel.Header}\n{string.Join('\n', Enumerable.Repeat(rows, 400))}\n");
        }

        _data = _folder["?.csv"];
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_killed_part_is_run_again_and_the_merge_is_what_one_run_writes()
    {
        VaeProcess.Answer("score", _model.Path, _data, "--keep", "id", "--output", _folder["one.csv"]);

        Part("1/3");
        Kill("2/3");
        Assert.False(File.Exists(_folder["parts/part-00002-of-00003.csv"]));
        Part("3/3");
        var missing = VaeProcess.Complaint("merge", _folder["parts"], "--output", _folder["merged.csv"]);
        Assert.Equal($"Folder '{_folder["parts"]}' must hold all 3 parts, finished; got none of shard 2. Run these again.", missing);
        Assert.False(File.Exists(_folder["merged.csv"]));

        Assert.StartsWith("Shard 2/3, from row ", Part("2/3", "--resume"), StringComparison.Ordinal);
        Assert.StartsWith("Shard 1/3 is there already, whole and of the same model, data and options: ", Part("1/3", "--resume"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["parts"], "*.tmp"));
        var (code, _, said) = VaeProcess.Run("merge", _folder["parts"], "--output", _folder["merged.csv"]);
        Assert.Equal(0, code);
        Assert.StartsWith("Merged 240,000 rows, 240,000 of them scored, ", said, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder["one.csv"]), File.ReadAllBytes(_folder["merged.csv"]));
        Assert.Equal(File.ReadAllText(_folder["one.csv"]), VaeProcess.Answer("merge", _folder["parts"]));
    }

    [Fact]
    public void Options_that_need_all_rows_are_refused_with_a_part()
    {
        string[] part = ["score", _model.Path, _data, "--shard", "1/2"];
        Assert.Equal(
            "Option --output must name a folder for the parts; got none. Add --output parts.", VaeProcess.Complaint(part));
        Assert.StartsWith("Option --watch needs all rows and must come without --shard; got both.", VaeProcess.Complaint([.. part, "--watch", "--output", _folder["p"]]), StringComparison.Ordinal);
        Assert.StartsWith(
            "Option --quarantine needs all rows and must come without --shard; got both.", VaeProcess.Complaint([.. part, "--quarantine", _folder["q"], "--output", _folder["p"]]),
            StringComparison.Ordinal);
        Assert.StartsWith("Option --resume must come with --shard; got none.", VaeProcess.Complaint("score", _model.Path, _data, "--resume"), StringComparison.Ordinal);
        Assert.Contains("Shard '7' must be written as 3/8", VaeProcess.Complaint("score", _model.Path, _data, "--shard", "7"), StringComparison.Ordinal);
    }

    private string Part(string shard, params string[] options)
    {
        var (code, output, error) = VaeProcess.Run(
            ["score", _model.Path, _data, "--keep", "id", "--shard", shard, "--output", _folder["parts"], .. options]);
        Assert.Equal((0, ""), (code, output));
        return error;
    }

    /// <summary>Kills the process as soon as it has begun to write, as an engine does that wants its machine back; one that was faster, again.</summary>
    private void Kill(string shard)
    {
        for (var attempt = 0; ; attempt++)
        {
            Assert.True(attempt < 5, "No process could be killed while it wrote.");
            using var process = VaeProcess.Start("score", _model.Path, _data, "--keep", "id", "--shard", shard, "--output", _folder["parts"]);
            while (!process.HasExited && !Directory.EnumerateFiles(_folder["parts"], "*.tmp").Any())
            {
                Thread.Sleep(1);
            }

            process.Kill();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                Assert.NotEmpty(Directory.GetFiles(_folder["parts"], "*.tmp"));
                return;
            }

            File.Delete(_folder["parts/part-00002-of-00003.csv"]);
            File.Delete(_folder["parts/part-00002-of-00003.json"]);
        }
    }
}
