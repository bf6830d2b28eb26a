using System.Text.Json;

namespace Vae.Cli.Tests.Commands;

[Collection(nameof(TrainedModel))]
public sealed class ThresholdTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_rate_moves_the_threshold_of_a_copy_and_no_score()
    {
        var before = File.ReadAllBytes(trained.Path);
        var answer = VaeProcess.Answer("threshold", trained.Path, "--false-alarm-rate", "0.01", "--output", _folder["strict.onnx"]);
        Assert.Equal(
            $"Threshold was 1.301. Threshold 2 promises a false-alarm rate of 1 %: expect about 100 alerts per 10,000 normal rows.\nWritten to {_folder["strict.onnx"]}.\n",
            answer.ReplaceLineEndings("\n"));
        Assert.Equal(before, File.ReadAllBytes(trained.Path));
        Assert.Equal(0.01, Inspect("strict.onnx").GetProperty("falseAlarmRate").GetDouble());
        Assert.Equal(Scores(trained.Path), Scores(_folder["strict.onnx"]));
    }

    [Fact]
    public void Fresh_normal_rows_calibrate_and_anomalies_among_them_are_left_out()
    {
        File.Copy(trained.Path, _folder["m.onnx"]);
        VaeProcess.Answer("threshold", _folder["m.onnx"], "--false-alarm-rate", "0.1", "--calibrate", trained.Data, "--label", "kind");
        Assert.Equal("false-alarm rate 0.1, calibrated after training on 280 fresh normal rows", Inspect("m.onnx").GetProperty("thresholdSource").GetString());
        var normal = VaeProcess.Answer("score", _folder["m.onnx"], trained.Data, "--keep", "kind").Split('\n').Where(line => line.EndsWith(",normal", StringComparison.Ordinal));
        Assert.InRange(normal.Count(line => line.Split(',')[2] == "true"), 25, 28);
    }

    [Fact]
    public void Labels_choose_the_threshold_only_when_asked_and_the_file_says_so()
    {
        VaeProcess.Answer("threshold", trained.Path, "--best-f1", trained.Data, "--label", "kind", "-o", _folder["m.onnx"]);
        var info = Inspect("m.onnx");
        Assert.Matches(@"^best F1 \([\d.]+\) on 300 labelled rows, 20 anomalies$", info.GetProperty("thresholdSource").GetString());
        Assert.Equal(JsonValueKind.Null, info.GetProperty("falseAlarmRate").ValueKind);
    }

    [Fact]
    public void A_score_can_be_set_by_hand()
    {
        Assert.StartsWith(
            "Threshold was 1.301. Threshold 2.5 (set by hand) makes no promise about false alarms.",
            VaeProcess.Answer("threshold", trained.Path, "--value", "2.5", "-o", _folder["m.onnx"]), StringComparison.Ordinal);
        Assert.Equal(2.5, Inspect("m.onnx").GetProperty("threshold").GetDouble());
    }

    [Fact]
    public void A_promise_that_the_sample_cannot_carry_is_refused_and_nothing_is_written()
    {
        Assert.Equal(
            "False-alarm rate must be at least 1 / (280 calibration rows + 1) = 0.003559, the smallest that the sample can promise; got 0.001. "
            + "Choose a larger rate, or train or calibrate with at least 999 normal rows.",
            VaeProcess.Complaint("threshold", trained.Path, "--false-alarm-rate", "0.001", "-o", _folder["m.onnx"]));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(_folder["m.onnx"])!));
    }

    [Fact]
    public void Labelled_rows_without_anomalies_choose_nothing() => Assert.Equal(
        $"Data file '{_folder["n.csv"]}' must have anomalies to choose a threshold with; got 1 normal rows.",
        VaeProcess.Complaint("threshold", trained.Path, "--best-f1", _folder.Write("n.csv", "x,y,colour,kind\n1,3,red,normal\n"), "--label", "kind"));

    [Fact]
    public void Labels_that_match_nothing_choose_nothing_and_the_model_stays()
    {
        var (data, before) = (_folder.Write("tf.csv", "x,y,colour,kind\n1,3,red,T\n1,3,red,F\n"), File.ReadAllBytes(trained.Path));
        Assert.Equal(
            $"Column 'kind' of '{data}' must mark normal rows with 0, false or normal; got 'F', 'T'. Name the label of normal rows with --normal.",
            VaeProcess.Complaint("threshold", trained.Path, "--best-f1", data, "--label", "kind"));
        Assert.Equal(before, File.ReadAllBytes(trained.Path));
    }

    [Theory]
    [InlineData("", "Command threshold must have one of --false-alarm-rate, --best-f1 and --value; got 0 of them.")]
    [InlineData("--value 1 --false-alarm-rate 0.1", "Command threshold must have one of --false-alarm-rate, --best-f1 and --value; got 2 of them.")]
    [InlineData("--value 1 --calibrate x.csv", "Option --calibrate must come with --false-alarm-rate, the share of the normal rows to flag.")]
    [InlineData("--best-f1 x.csv", "Option --best-f1 must come with --label, the column that says which rows are normal.")]
    [InlineData("--value high", "Option --value must be a number; got 'high'.")]
    public void Options_that_do_not_go_together_are_refused(string options, string message) => Assert.Equal(
        $"{message}{Environment.NewLine}Run 'vae threshold --help' for what it takes.",
        VaeProcess.Complaint(["threshold", trained.Path, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));

    private JsonElement Inspect(string name) => JsonDocument.Parse(VaeProcess.Answer("inspect", _folder[name], "--json")).RootElement;

    private string[] Scores(string model) =>
        [.. VaeProcess.Answer("score", model, trained.Data).Split('\n').Select(line => line.Split(',')).Where(cells => cells.Length > 3).Select(cells => $"{cells[1]},{cells[3]}")];
}
