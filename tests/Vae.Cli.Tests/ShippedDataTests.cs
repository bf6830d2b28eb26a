using System.Text.Json;

namespace Vae.Cli.Tests;

/// <summary>The README's flow on real data, with few training steps.</summary>
public sealed class ShippedDataTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Fact]
    public void Train_score_and_evaluate_work_on_the_shipped_data()
    {
        var data = Path.Combine(Repository.Root, "data", "wdbc.csv");
        VaeProcess.Answer("train", data, "--label", "Diagnosis", "--normal", "benign", "--output", folder["model.onnx"], "--steps", "40");
        VaeProcess.Answer("score", folder["model.onnx"], data, "--output", folder["scores.csv"], "--keep", "Diagnosis");
        Assert.Equal(570, File.ReadLines(folder["scores.csv"]).Count());

        var report = JsonDocument.Parse(VaeProcess.Answer("evaluate", folder["model.onnx"], data, "--label", "Diagnosis", "--normal", "benign", "--json")).RootElement;
        Assert.Equal((569, 212), (report.GetProperty("rows").GetInt32(), report.GetProperty("anomalies").GetInt32()));
        Assert.InRange(report.GetProperty("auroc").GetDouble(), 0.9, 1);
    }
}
