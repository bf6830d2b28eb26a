using System.Text.Json;

namespace Vae.Cli.Tests.Commands;

[Collection(nameof(TrainedModel))]
public sealed class EvaluateTests(TrainedModel trained) : IDisposable
{
    private static readonly string[] Keys = ["rows", "anomalies", "auroc", "averagePrecision", "precision", "recall", "f1", "falseAlarmRate", "threshold"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Json_has_the_promised_keys_in_order_and_a_good_detector_scores_well()
    {
        var report = JsonDocument.Parse(VaeProcess.Answer("evaluate", trained.Path, trained.Data, "--label", "kind", "--json")).RootElement;
        Assert.Equal(Keys, report.EnumerateObject().Select(property => property.Name));
        Assert.Equal((300, 20), (report.GetProperty("rows").GetInt32(), report.GetProperty("anomalies").GetInt32()));
        Assert.InRange(report.GetProperty("auroc").GetDouble(), 0.9, 1);
        Assert.InRange(report.GetProperty("falseAlarmRate").GetDouble(), 0, 0.15);
        Assert.Equal(1.301, report.GetProperty("threshold").GetDouble(), 3);
    }

    [Fact]
    public void Intervals_come_after_the_other_keys()
    {
        var report = JsonDocument.Parse(VaeProcess.Answer("evaluate", trained.Path, trained.Data, "--label", "kind", "--json", "--intervals")).RootElement;
        Assert.Equal([.. Keys, "intervals"], report.EnumerateObject().Select(property => property.Name));
        var interval = report.GetProperty("intervals").GetProperty("areaUnderRocCurve");
        Assert.InRange(report.GetProperty("auroc").GetDouble(), interval.GetProperty("lower").GetDouble(), interval.GetProperty("upper").GetDouble());
    }

    [Theory]
    [InlineData("normal", "kind", 280, 0, "All 280 rows are normal: metrics that need both classes are undefined.")]
    public void One_class_gives_nulls_and_says_so(string kind, string label, int rows, int anomalies, string warning)
    {
        var data = _folder.Write("one.csv", TrainedModel.Header + "\n" + string.Join('\n', trained.Rows.Where(row => row.EndsWith(kind, StringComparison.Ordinal))));
        var (exitCode, output, error) = VaeProcess.Run("evaluate", trained.Path, data, "--label", label, "--json");
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, exitCode);
        Assert.EndsWith(warning, error.TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith("About 100 % of the different rows here trained the model", error, StringComparison.Ordinal);
        Assert.Equal((rows, anomalies), (report.GetProperty("rows").GetInt32(), report.GetProperty("anomalies").GetInt32()));
        Assert.All(Keys[2..4], key => Assert.Equal(JsonValueKind.Null, report.GetProperty(key).ValueKind));
        Assert.Equal(anomalies == 0 ? JsonValueKind.Null : JsonValueKind.Number, report.GetProperty("recall").ValueKind);
        Assert.Equal(anomalies == 0 ? JsonValueKind.Number : JsonValueKind.Null, report.GetProperty("falseAlarmRate").ValueKind);
    }

    [Fact]
    public void Labels_that_match_nothing_are_refused_with_those_that_there_are() => Assert.Equal(
        $"Column 'kind' of '{trained.Data}' must mark normal rows with 'norml'; got 'broken', 'normal'. Name the label of normal rows with --normal.",
        VaeProcess.Complaint("evaluate", trained.Path, trained.Data, "--label", "kind", "--normal", "norml"));

    [Fact]
    public void The_normal_label_can_be_named()
    {
        var report = JsonDocument.Parse(VaeProcess.Answer("evaluate", trained.Path, trained.Data, "--label", "kind", "--normal", "broken", "--json")).RootElement;
        Assert.Equal(280, report.GetProperty("anomalies").GetInt32());
        Assert.InRange(report.GetProperty("auroc").GetDouble(), 0, 0.1);
    }

    [Fact]
    public void The_table_has_the_same_numbers_for_people()
    {
        var table = VaeProcess.Answer("evaluate", trained.Path, trained.Data, "--label", "kind");
        Assert.Matches(@"Rows\s+│ 300, of which 20 anomalies", table);
        Assert.Matches(@"AUROC\s+│ [01]\.\d{4}", table);
        Assert.Matches(@"Threshold\s+│ 1\.301", table);
    }

    [Fact]
    public void The_label_is_required() => Assert.Equal(
        $"Option '--label' is required.{Environment.NewLine}Run 'vae evaluate --help' for what it takes.", VaeProcess.Complaint("evaluate", trained.Path, trained.Data));
}
