using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

/// <summary>Rows that trained: their held-out scores in the place of the model's, and a word where the model was asked for them.</summary>
public sealed class HeldOutScoresTests : IDisposable
{
    private const int Rows = 400;

    private readonly VaeModel _model;

    public HeldOutScoresTests()
    {
        float[] trained = [.. Enumerable.Range(1, Rows).SelectMany(row => (float[])[row, row * 10, row * 100])];
        _model = new TinyModel { Features = 3, Columns = [new("a"), new("b"), new("c")], Sketch = SketchedRows.Of(trained, 3, seed: 1) }.Load();
    }

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Rows_that_trained_have_theirs_and_others_the_model_s()
    {
        var (plain, heldOut) = (new Recorder(), new Recorder());
        ScoreRun.Run(_model, new Counting(5, rowsPerBlock: 2), [plain]);
        var summary = ScoreRun.Run(
            _model, new Counting(5, rowsPerBlock: 2), [heldOut], new() { HeldOut = new([2, 3, 5], [1.5f, 4, float.NaN]), Kept = ["b"] });

        Assert.Equal(["Row", "Score", "PredictedLabel", "PValue", "b"], heldOut.Columns);
        Assert.Equal(heldOut.Columns.SkipLast(1), ScoreRun.HeldOutColumns);
        Assert.Equal(["2", "1.5", "False", "0.031622775", "20"], heldOut.Rows[1]);
        Assert.Equal(["3", "4", "True", "0.001", "30"], heldOut.Rows[2]);
        Assert.Equal(["5", "NaN", "True", "NaN", "50"], heldOut.Rows[4]);
        Assert.All([0, 3], row => Assert.Equal([.. plain.Rows[row][..4], $"{(row + 1) * 10}"], heldOut.Rows[row]));
        Assert.Equal(4, summary.Anomalies);
        Assert.Empty(summary.Remarks);
    }

    [Fact]
    public void Scores_without_their_rows_are_refused()
    {
        Assert.StartsWith(
            "Argument 'scores' must have one score for each of 2 rows; got 1.", Assert.Throws<ArgumentException>(() => new HeldOutScores([1, 2], [1])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Argument 'rowNumbers' must rise from row to row; got others.", Assert.Throws<ArgumentException>(() => new HeldOutScores([2, 2], [1, 1])).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Rows, 100)]
    [InlineData(2 * Rows, 50)]
    public void A_model_that_is_asked_for_rows_that_trained_it_says_so(int rows, int share)
    {
        var remark = Assert.Single(ScoreRun.Run(_model, new Counting(rows, rowsPerBlock: 64), []).Remarks);

        var found = int.Parse(System.Text.RegularExpressions.Regex.Match(remark, @"^About (\d+) % of the different rows here trained the model").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(found, share - 10, share);
        Assert.Contains("'vae detect', or 'vae train --scores'; in code FitAndScore, or TrainingScores.", remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40 * Rows)]
    public void A_few_rows_and_rows_mostly_new_are_scored_without_a_word(int rows) =>
        Assert.Empty(ScoreRun.Run(_model, new Counting(rows, rowsPerBlock: 500), []).Remarks);

    [Fact]
    public void Evaluation_says_so_too()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("t.csv", "a,b,c,label\n" + string.Concat(Enumerable.Range(1, Rows).Select(row => $"{row},{row * 10},{row * 100},{(row > 390 ? 1 : 0)}\n")));

        Assert.Contains(LabelledScores.Read(_model, data, new() { Label = new() { Column = "label" } }).Remarks, remark => remark.Contains("trained the model", StringComparison.Ordinal));
    }
}
