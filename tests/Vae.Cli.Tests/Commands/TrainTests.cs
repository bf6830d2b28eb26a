using System.Diagnostics;
using System.Text.Json;

namespace Vae.Cli.Tests.Commands;

[Collection(nameof(TrainedModel))]
public sealed class TrainTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_writes_model_and_decoder_and_says_what_to_expect()
    {
        Assert.True(File.Exists(trained.Path));
        Assert.True(File.Exists(trained.Folder["model.decoder.onnx"]));
        var lines = trained.TrainingOutput.TrimEnd().Split('\n');
        Assert.Matches(@"^Trained on 280 rows, 4 features, 100 steps: validation ELBO -?[\d.]+ nats per row\.$", lines[0]);
        Assert.Equal("Threshold 1.301 promises a false-alarm rate of 5 %: expect about 500 alerts per 10,000 normal rows.", lines[1]);
        Assert.Equal($"Written to {trained.Path} and {trained.Folder["model.decoder.onnx"]}.", lines[2]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void Text_becomes_categories_and_neither_the_label_nor_an_ignored_column_is_a_feature()
    {
        var info = JsonDocument.Parse(VaeProcess.Answer("inspect", trained.Path, "--json")).RootElement;
        Assert.Equal("x,y,colour=blue,colour=red", string.Join(',', info.GetProperty("featureNames").EnumerateArray()));
        Assert.Equal(280, info.GetProperty("trainingRows").GetInt32());
    }

    [Fact]
    public void Scores_of_the_training_rows_carry_their_row_numbers_in_the_file()
    {
        var lines = File.ReadAllLines(trained.Folder["training.csv"]);
        Assert.Equal("Row,Score,PredictedLabel", lines[0]);
        var normalRows = Enumerable.Range(0, 300).Where(i => i % 15 != 7).Select(i => $"{i + 1}");
        Assert.Equal(normalRows, lines.Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_file_and_another_seed_another()
    {
        var seven = TrainWithSeed("7");
        Assert.Equal(seven, TrainWithSeed("7"));
        Assert.NotEqual(seven, TrainWithSeed("8"));
    }

    [Theory]
    [InlineData("columns that nearly repeat each other")]
    [InlineData("rows that repeat each other")]
    public void Awkward_tables_pass_the_verification_of_the_export(string table)
    {
        var random = new Random(2);
        var rows = Enumerable.Range(0, 300).Select(_ => random.NextDouble()).Select(x => table.StartsWith("rows", StringComparison.Ordinal)
            ? $"{random.Next(4)},{random.Next(3)}"
            : FormattableString.Invariant($"{(4 * x) - 2:0.000000},{(12 * x) - 6 + (0.2 * random.NextDouble()):0.000000}"));
        VaeProcess.Answer("train", _folder.Write("awkward.csv", "x,y\n" + string.Join('\n', rows)), "-o", _folder["m.onnx"]);
    }

    [Fact]
    public void Declared_contamination_and_the_other_options_reach_the_training()
    {
        VaeProcess.Answer(
            "train", trained.Data, "--ignore", "id", "--ignore", "kind", "-o", _folder["m.onnx"], "--steps", "3", "--contamination", "0.1", "--false-alarm-rate", "0.02",
            "--seed", "5", "--device", "cpu");
        var info = JsonDocument.Parse(VaeProcess.Answer("inspect", _folder["m.onnx"], "--json")).RootElement;
        Assert.Equal("Robust", info.GetProperty("scoreKind").GetString());
        Assert.Equal((0.1, 0.02, 5, 3, 300), (
            info.GetProperty("contamination").GetDouble(), info.GetProperty("falseAlarmRate").GetDouble(), info.GetProperty("seed").GetInt32(),
            info.GetProperty("steps").GetInt32(), info.GetProperty("trainingRows").GetInt32()));
    }

    [Fact]
    public void A_time_limit_ends_the_training_and_keeps_a_model()
    {
        VaeProcess.Answer("train", trained.Data, "--label", "kind", "--ignore", "id", "-o", _folder["m.onnx"], "--steps", "1000000", "--time-limit", "00:00:01", "--score", "pure");
        var info = JsonDocument.Parse(VaeProcess.Answer("inspect", _folder["m.onnx"], "--json")).RootElement;
        Assert.InRange(info.GetProperty("steps").GetInt32(), 1, 999_999);
        Assert.Equal("Pure", info.GetProperty("scoreKind").GetString());
    }

    [PosixTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void A_signal_keeps_the_best_model_so_far(string signal)
    {
        using var process = StartLong("--checkpoint", _folder["c"]);
        ReadTo(process, "step ");
        Send(signal, process);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        Assert.Matches(
            @"Stopped after step [\d,]+ of 40,000; the best model so far is kept\. Go on with --checkpoint "".*c"" --resume\.", error);
        Assert.StartsWith("Row,", VaeProcess.Answer("score", _folder["m.onnx"], trained.Data), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["c"]));
    }

    [PosixFact]
    public void A_signal_before_the_first_report_keeps_a_model_too()
    {
        // The first report would come after 500,000 steps.
        using var process = StartLong("--steps", "10000000", "--checkpoint", _folder["c"], "--checkpoint-interval", "0");
        while (!File.Exists(_folder["c"]) && !process.HasExited)
        {
            Thread.Sleep(20);
        }

        Send("INT", process);
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill();
            Assert.Fail("The signal must end the training.");
        }

        Assert.Equal(130, process.ExitCode);
        Assert.StartsWith("Row,", VaeProcess.Answer("score", _folder["m.onnx"], trained.Data), StringComparison.Ordinal);
    }

    [PosixFact]
    public void Abandoned_it_leaves_nothing()
    {
        using var process = StartLong("--abandon");
        ReadTo(process, "step ");
        Send("INT", process);
        Assert.EndsWith("Stopped before there was a result.\n", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.Empty(Directory.GetFiles(_folder[""]));
    }

    [Fact]
    public void Options_on_checkpoints_need_a_checkpoint()
    {
        Assert.StartsWith(
            "Option --resume must come with --checkpoint or --member, whose file it is about.", VaeProcess.Complaint("train", trained.Data, "--resume"), StringComparison.Ordinal);
        Assert.StartsWith(
            "Option --abandon must come without --checkpoint, which keeps what a run has; got both.",
            VaeProcess.Complaint("train", trained.Data, "--abandon", "--checkpoint", "c"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_other_work_is_refused_and_kept()
    {
        var other = _folder.Write("c", "other work");
        string[] arguments = ["train", trained.Data, "--label", "kind", "--ignore", "id", "-o", _folder["m.onnx"], "--checkpoint", other];
        Assert.Contains($"Checkpoint '{other}' must not be there unless a run goes on from it; got a file.", VaeProcess.Complaint(arguments), StringComparison.Ordinal);
        Assert.Contains($"Checkpoint '{other}' must be a checkpoint of training; got another kind of file.", VaeProcess.Complaint([.. arguments, "--resume"]), StringComparison.Ordinal);
        Assert.Equal("other work", File.ReadAllText(other));
    }

    [Fact]
    public void The_first_run_on_an_export_ends_with_a_model_and_says_what_was_done_to_each_column()
    {
        var data = _folder.Write("export.csv", "id,when,temp,c\n" + string.Join('\n', Enumerable.Range(0, 40).Select(
            i => $"r{i},15-Jan-2024 10:{i:00},{(i % 20 == 3 ? "NA" : $"{i * 37 % 11}")},7")));
        var (exitCode, _, error) = VaeProcess.Run("train", data, "-o", _folder["m.onnx"], "--steps", "2");
        Assert.Equal(0, exitCode);
        Assert.Contains(
            "Column 'id' is left out: 40 texts, all different, like an identifier.\n"
            + "Column 'when' is left out: dates or times (to learn hour, weekday and month from them: --dates cycles).\n"
            + "Column 'temp': 2 cells of 40 taken as missing (2 × 'NA').\n"
            + "Column 'c' is constant (7): any other value will be new to the model.\n",
            error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_refused_before_any_work() => Assert.Equal(
        $"Path '{_folder["no/where.onnx"]}' of --output must name a file in an existing folder; got no such folder.",
        VaeProcess.Complaint("train", trained.Data, "-o", _folder["no/where.onnx"]));

    [Fact]
    public void A_promise_that_the_rows_cannot_carry_is_refused() => Assert.Contains(
        "\nFalse-alarm rate must be at least 1 / (280 calibration rows + 1) = 0.003559, the smallest that the sample can promise; got 0.001.",
        VaeProcess.Complaint("train", trained.Data, "--label", "kind", "--ignore", "id", "-o", _folder["m.onnx"], "--false-alarm-rate", "0.001"),
        StringComparison.Ordinal);

    [Fact]
    public void A_column_that_rises_from_row_to_row_is_pointed_out()
    {
        var data = _folder.Write("rising.csv", "n,x\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i}.5,{i * 37 % 11}")));
        var (exitCode, _, error) = VaeProcess.Run("train", data, "-o", _folder["m.onnx"], "--steps", "2");
        Assert.Equal(0, exitCode);
        Assert.Contains(
            "Warning: column 'n' rises from row to row, as a row number or a clock does, so that rows to come will lie outside its range. If so: --ignore \"n\".",
            error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed", "x", "Option --seed must be a whole number of at least 0; got 'x'.")]
    [InlineData("--steps", "0", "Option --steps must be a whole number of at least 1; got '0'.")]
    [InlineData("--contamination", "0.6", "Option --contamination must be a number from 0 to 0.5, or 'unknown'; got '0.6'.")]
    [InlineData("--false-alarm-rate", "1", "Option --false-alarm-rate must be a number between 0 and 1, such as 0.01; got '1'.")]
    [InlineData("--time-limit", "5", "Option --time-limit must be hours:minutes:seconds above zero, such as 00:05:00; got '5'.")]
    [InlineData("--device", "gpu", "Option --device must be one of auto, cpu, cuda; got 'gpu'.")]
    [InlineData("--score", "best", "Option --score must be one of hybrid, residual, pure, robust; got 'best'.")]
    public void An_option_out_of_range_is_refused(string option, string value, string message) => Assert.Equal(
        $"{message}{Environment.NewLine}Run 'vae train --help' for what it takes.", VaeProcess.Complaint("train", trained.Data, option, value));

    [Fact]
    public void A_normal_label_without_a_label_column_is_refused() => Assert.Equal(
        "Option --normal must come with --label, the column to look for 'ok' in.", VaeProcess.Complaint("train", trained.Data, "--normal", "ok"));

    private byte[] TrainWithSeed(string seed)
    {
        VaeProcess.Answer("train", trained.Data, "--label", "kind", "--ignore", "id,colour", "-o", _folder["m.onnx"], "--steps", "50", "--seed", seed);
        return File.ReadAllBytes(_folder["m.onnx"]);
    }

    /// <summary>Reads messages up to one that starts so.</summary>
    internal static void ReadTo(Process process, string start)
    {
        while (process.StandardError.ReadLine() is { } line && !line.StartsWith(start, StringComparison.Ordinal))
        {
        }
    }

    private static void Send(string signal, Process process) => Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();

    private Process StartLong(params string[] more) => VaeProcess.StartAttentive(
        ["train", trained.Data, "--label", "kind", "--ignore", "id", "-o", _folder["m.onnx"], .. more.Contains("--steps") ? [] : (string[])["--steps", "40000"], .. more]);
}
