using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;
using Vae.MLNet;
using Vae.Training.Export;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;
using Xunit.Abstractions;

namespace Vae.Training.Tests.Tables;

/// <summary>The same rows through TorchSharp and through the file, by every way into the file.</summary>
public sealed class TableParityTests(ITestOutputHelper output)
{
    private const int Rows = 1_100;
    private const double Tolerance = 1e-4;

    public static TheoryData<VaeScoreKind, VaeReferenceKind, bool> Detectors()
    {
        var data = new TheoryData<VaeScoreKind, VaeReferenceKind, bool>();
        foreach (var score in Enum.GetValues<VaeScoreKind>())
        {
            foreach (var references in new[] { VaeReferenceKind.Prototypes, VaeReferenceKind.Rows })
            {
                if (score != VaeScoreKind.Pure || references == VaeReferenceKind.Prototypes)
                {
                    data.Add(score, references, true);
                    data.Add(score, references, false);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Every_output_agrees_with_TorchSharp_in_batches_of_1_7_and_1024(VaeScoreKind score, VaeReferenceKind references, bool mixed)
    {
        var (run, rows) = RunAndRows(score, references, mixed);
        var expected = Torch(run, rows);
        foreach (var batch in new[] { 1, 7, 1024 })
        {
            using var model = run.Vae.OpenModel(new() { Device = VaeDevice.Cpu, BatchSize = batch });
            var scores = model.Score(rows);
            Assert.All(model.Outputs.Where(output => !output.IsFlag), output => Check(output, output.IsNumber ? (float[])scores[output] : model.Compute(output, rows), batch));
            Assert.Equal(scores.Score.Select(value => !(value < (float)model.Threshold)), scores.PredictedLabel);
        }

        void Check(VaeOutput name, float[] actual, int batch)
        {
            var largest = Difference.Largest(expected[name], actual);
            output.WriteLine(FormattableString.Invariant($"{name}, batches of {batch}: largest difference {largest:g2}"));
            Assert.True(largest <= (name == VaeOutputs.Reconstruction ? ExportVerifier.ReconstructionTolerance : Tolerance), $"{name} in batches of {batch} differs by {largest}.");
        }
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Scores_through_the_cursor_and_the_prediction_engine_agree_with_TorchSharp(VaeScoreKind score, VaeReferenceKind references, bool mixed)
    {
        var (run, rows) = RunAndRows(score, references, mixed);
        var expected = Torch(run, rows)[VaeOutputs.Score];
        var context = new MLContext(seed: 1);
        var width = run.Data.FeatureCount;
        var view = FeatureRow.View(context, rows, width);
        using var model = run.Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        using var transformer = context.Transforms.DetectAnomaliesWithVae(model, new()).Fit(view);
        using var engine = context.Model.CreatePredictionEngine<FeatureRow, ScoreRow>(transformer, inputSchemaDefinition: FeatureRow.Schema(width));

        var byCursor = Difference.Largest(expected, transformer.Transform(view).GetColumn<float>("Score").ToArray());
        var byEngine = Difference.Largest(expected, [.. rows.Chunk(width).Select(row => engine.Predict(new() { Features = row }).Score)]);

        output.WriteLine(FormattableString.Invariant($"cursor: largest difference {byCursor:g2}; prediction engine: {byEngine:g2}"));
        Assert.InRange(byCursor, 0, Tolerance);
        Assert.InRange(byEngine, 0, Tolerance);
    }

    [Fact]
    public void Marks_of_missing_values_are_missing_to_TorchSharp_and_to_the_file()
    {
        var run = Run.Marked();
        var (marked, missing) = (Samples.PlainRows(50, seed: 3), Samples.PlainRows(50, seed: 3));
        for (var row = 0; row < 50; row++)
        {
            (marked[(row * 5) + 1], missing[(row * 5) + 1]) = (-999, float.NaN);
        }

        using var model = run.Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var scores = model.Score(marked).Score;

        Assert.Equal(model.Score(missing).Score, scores);
        Assert.InRange(Difference.Largest(Torch(run, marked)[VaeOutputs.Score], scores), 0, Tolerance);
    }

    private static (Run Run, float[] Rows) RunAndRows(VaeScoreKind score, VaeReferenceKind references, bool mixed) => mixed
        ? (Run.Mixed(score, references), Samples.OddRows(Rows))
        : (Run.Plain(score, references), Samples.PlainRows(Rows, seed: 2));

    private static Dictionary<VaeOutput, float[]> Torch(Run run, float[] rows)
    {
        using var scope = torch.NewDisposeScope();
        return new TableScorer(run.Detector).Score(torch.tensor(rows, [rows.Length / run.Data.FeatureCount, run.Data.FeatureCount]))
            .ToDictionary(pair => pair.Key, pair => pair.Value.to(torch.float32).contiguous().data<float>().ToArray());
    }
}
