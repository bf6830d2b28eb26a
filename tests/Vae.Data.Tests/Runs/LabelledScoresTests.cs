using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

public sealed class LabelledScoresTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private const string Table = "a,b,c,kind\n1,2,0,ok\n1,2,3,bad\n5,5,1,ok\n";

    [Theory]
    [InlineData(false, new[] { 0f, 9, 1 }, new[] { false, true, false })]
    [InlineData(true, new[] { 0f, 1 }, new[] { false, false })]
    public void Scores_and_labels_of_all_or_of_the_normal_rows_are_read(bool normalOnly, float[] scores, bool[] anomalies)
    {
        using var model = Model();
        var rows = LabelledScores.Read(
            model, folder.Write("t.csv", Table), new() { Label = new() { Column = "kind", Normal = "ok" }, NormalOnly = normalOnly });
        Assert.Equal(scores, rows.Scores);
        Assert.Equal(anomalies, rows.Anomalies);
        Assert.Equal(scores.Select(score => score >= 2), rows.PredictedLabels);
        Assert.Null(rows.Images);
    }

    [Fact]
    public void A_normal_label_needs_a_column_and_messages_name_the_options_as_the_program_does()
    {
        using var model = Model();
        var error = Assert.Throws<VaeDataException>(() => LabelledScores.Read(
            model, folder.Write("t.csv", Table), new() { Label = new() { Normal = "ok" }, Names = new() { Label = "--label", Normal = "--normal" } }));
        Assert.Equal("Option --normal must come with --label, the column to look for 'ok' in.", error.Message);
    }

    private static VaeModel Model() => new TinyModel { Features = 3, Columns = [new("a"), new("b"), new("c")] }.Load();
}
