using TorchSharp;
using Vae.MLNet;
using Vae.Training.Export;
using Vae.Training.Tables;

namespace Vae.Training.Tests.Fixtures;

/// <summary>A finished run: what TorchSharp has in memory, and the file made of it.</summary>
internal sealed record Run(VaeTrainingData Data, VaeTrainingOptions Options, Exportable Trained, TrainedVae Vae)
{
    /// <summary>Quick to train, and every part of it at work.</summary>
    public static readonly VaeTrainingOptions Quick = new() { Members = 3, HiddenUnits = 12, Steps = 60, BatchSize = 32, Device = VaeDevice.Cpu };

    private static readonly Dictionary<string, Run> Finished = [];

    /// <summary>What is remarked of the data: runs of a few steps are also told that their members learnt little, which is true of them.</summary>
    public static IEnumerable<string> OfData(IEnumerable<string> remarks) =>
        remarks.Where(remark => !remark.StartsWith("The members ", StringComparison.Ordinal));

    /// <summary>What TorchSharp has in memory.</summary>
    public TableDetector Detector => (TableDetector)Trained.Detector;

    /// <summary>The run of a score kind on the mixed sample; trained once per process.</summary>
    public static Run Mixed(VaeScoreKind score = VaeScoreKind.Hybrid, VaeReferenceKind references = VaeReferenceKind.Prototypes) =>
        Once($"mixed {score} {references}", () => Of(Samples.Mixed(240), Quick with { Score = score, References = references, Contamination = score == VaeScoreKind.Robust ? 0.05 : 0 }));

    /// <summary>The same on the plain sample.</summary>
    public static Run Plain(VaeScoreKind score = VaeScoreKind.Hybrid, VaeReferenceKind references = VaeReferenceKind.Prototypes) =>
        Once($"plain {score} {references}", () => Of(Samples.Plain(240), Quick with { Score = score, References = references }));

    /// <summary>The run on the plain rows that <see cref="Marked"/> has its marks in.</summary>
    public static Run Plain300() => Once("plain 300", () => Of(Samples.Plain(300), Quick));

    /// <summary>The run on plain rows with ten marks of missing values.</summary>
    public static Run Marked() => Once("marked", () => Of(Samples.Marked(300, 10, -999), Quick));

    /// <summary>
    /// The run on mixed rows that belong together by fours, with marks of missing values and anomalies that nobody declared: a file of it has every key
    /// there is.
    /// </summary>
    public static Run Grouped() => Once("grouped", () =>
    {
        var features = Samples.MixedRows(240);
        for (var row = 0; row < 240; row += 24)
        {
            features[(row * 10) + 1] = -999;
        }

        string[] groups = [.. Enumerable.Range(0, 240).Select(row => $"group {row / 4}")];
        return Of(new(features, Samples.MixedColumns) { Groups = groups, Keys = ["serial"] }, Quick with { Contamination = null });
    });

    /// <summary>A longer run on the plain sample, for what holds of good models only.</summary>
    public static Run Good() => Once("good", () => Of(Samples.Plain(1000), Quick with { HiddenUnits = 32, Steps = 400, BatchSize = 64 }));

    /// <summary>A run on data of one test alone.</summary>
    public static Run Of(VaeTrainingData data, VaeTrainingOptions options)
    {
        // Outside any dispose scope: these tensors live as long as the run.
        var trained = TableModality.ExportableOf(new TableTrainer(data, options, new()).Run());
        using var scope = torch.NewDisposeScope();
        return new(data, options, trained, DetectorExport.Of(data, options, trained));
    }

    private static Run Once(string name, Func<Run> train) => Finished.TryGetValue(name, out var run) ? run : Finished[name] = train();
}
