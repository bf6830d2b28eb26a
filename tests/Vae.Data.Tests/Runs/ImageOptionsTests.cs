using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

/// <summary>Options on images mean what they mean on tables, or are refused.</summary>
public sealed class ImageOptionsTests : IDisposable
{
    private const int Side = 16;

    private readonly TemporaryFolder _folder = new();
    private readonly VaeModel _model = new TinyModel { Features = Side * Side, InputShape = [1, Side, Side] }.Load();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("7", new[] { 1, 4 })]
    [InlineData("7,1", new[] { 1, 2, 4 })]
    [InlineData(" 1.0 , 3", new[] { 2, 3 })]
    public void Several_labels_may_be_normal_for_training_and_for_calibration(string normal, int[] numbers)
    {
        var set = Digits([7, 1, 3, 7]);
        var chosen = TrainingImages.Normal(set, new() { Label = new() { Normal = normal } });
        Assert.Equal(numbers, Enumerable.Range(0, chosen.Count).Select(chosen.Number));
        var scores = LabelledScores.Read(_model, set, new() { Label = new() { Normal = normal }, NormalOnly = true });
        Assert.Equal(numbers.Length, scores.Scores.Length);
        Assert.DoesNotContain(true, scores.Anomalies);
    }

    /// <summary>Black images have score 0 and p-value 1; a white pixel gives the smallest p-value, 1 / 1,000.</summary>
    [Fact]
    public void Images_are_selected_too()
    {
        var (sink, path) = (new Recorder(), Digits([7, 1, 3]).Path);
        var bytes = File.ReadAllBytes(path);
        bytes[^1] = 255;
        File.WriteAllBytes(path, bytes);
        var summary = ScoreRun.Run(_model, path, [sink], new() { Fdr = 0.1 });

        Assert.Equal(["Selected", "Status", "Remark"], sink.Columns.TakeLast(3));
        Assert.Equal(["False", "False", "True"], sink.Rows.Select(cells => cells[^3]));
        Assert.Equal([2], summary.Selection!.Rows);
        Assert.Null(summary.Selection.Remark);
        Assert.Null(ScoreRun.Run(_model, Digits([7]), [new Recorder()]).Selection);
    }

    [Fact]
    public void Options_of_tables_are_refused_by_name()
    {
        var set = Digits([7]);
        Assert.Equal(Refusal("Kept"), Message(() => ScoreRun.Run(_model, set, [], new() { Kept = ["x"] })));
        Assert.Equal(Refusal("Explained"), Message(() => ScoreRun.Run(_model, set, [], new() { Explained = 1 })));
        Assert.Equal(Refusal("Missing"), Message(() => ScoreRun.Run(_model, set, [], new() { Missing = ["x"] })));
        Assert.Equal(Refusal("Missing"), Message(() => ScoreRun.Run(_model, set.Path, [], new() { Missing = ["x"] })));
        Assert.Equal(Refusal("Label.Column"), Message(() => LabelledScores.Read(_model, set, new() { Label = new() { Column = "x" } })));
        Assert.Equal(Refusal("Missing"), Message(() => LabelledScores.Read(_model, set, new() { Missing = ["x"] })));
        Assert.Equal(Refusal("Missing"), Message(() => LabelledScores.Read(_model, set.Path, new() { Missing = ["x"] })));
    }

    [Fact]
    public void Every_run_refuses_what_is_about_files_of_lines()
    {
        var set = Digits([7]);
        var quarantine = new BadRowOptions { Quarantine = _folder["bad.csv"] };
        var noHeader = new TableOptions { HasHeader = false };
        using var lines = new CsvSink(_folder["lines.csv"]);
        Assert.Equal(Refusal("BadRows.Quarantine"), Message(() => ScoreRun.Run(_model, set, [], new() { BadRows = quarantine })));
        Assert.Equal(Refusal("BadRows.Quarantine"), Message(() => EncodeRun.Run(_model, set, lines, new() { BadRows = quarantine })));
        Assert.Equal(Refusal("HasHeader = false"), Message(() => EncodeRun.Run(_model, set, lines, new() { Reading = noHeader })));
        Assert.Equal(Refusal("HasHeader = false"), Message(() => Assert.Empty(ExplainRun.Run(_model, set, new() { Reading = noHeader }))));
        Assert.Equal(Refusal("BadRows.Quarantine"), Message(() => ReportRun.Run(_model, set, _folder["r.html"], new() { BadRows = quarantine })));
    }

    private static string Refusal(string option) => $"Option {option} must come with a table; got other data. Leave it out.";

    private static string Message(Action run) => Assert.Throws<VaeDataException>(run).Message;

    /// <summary>Black images with labels beside them, as MNIST has them.</summary>
    private VaeImageSet Digits(byte[] labels)
    {
        var count = (byte)labels.Length;
        File.WriteAllBytes(
            _folder["images.idx3-ubyte"], [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, Side, 0, 0, 0, Side, .. new byte[count * Side * Side]]);
        File.WriteAllBytes(_folder["labels.idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, count, .. labels]);
        return VaeImageSet.Open(_folder["images.idx3-ubyte"]);
    }
}
