using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.Tests.Golden;

/// <summary>A file that was written once is read for ever, and says the same.</summary>
public sealed class GoldenFileTests
{
    /// <summary>Processors differ in the order of sums: some 1e-6 of a value.</summary>
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData("table")]
    [InlineData("image")]
    public void A_model_scores_as_it_did_when_it_was_written(string name)
    {
        using var model = VaeModel.Load(Golden($"{name}.onnx"), new() { Device = VaeDevice.Cpu });
        var lines = File.ReadAllLines(Golden($"{name}.scores.csv"))[1..].Select(line => line.Split(',')).ToArray();
        var width = model.Info.FeatureCount;
        float[] rows = [.. lines.SelectMany(cells => cells[..width]).Select(Number)];

        var scores = model.Score(rows);

        Near(lines.Select(cells => Number(cells[width])), scores.Score);
        Assert.Equal(lines.Select(cells => bool.Parse(cells[width + 1])), scores.PredictedLabel);
        Near(lines.Select(cells => Number(cells[width + 2])), scores.PValue);
        Near(lines.Select(cells => Number(cells[width + 3])), scores.ReconstructionError);
        Near(lines.Select(cells => Number(cells[width + 4])), scores.KlDivergence);
    }

    [Fact]
    public void A_pipeline_scores_as_it_did_when_it_was_written()
    {
        var context = new MLContext(seed: 1);
        var lines = File.ReadAllLines(Golden("pipeline.scores.csv"))[1..].Select(line => line.Split(',').Select(Number).ToArray()).ToArray();
        var view = context.Data.LoadFromEnumerable(lines.Select(cells => new Reading { pressure = cells[0], temperature = cells[1] }));

        var scored = context.Model.Load(Golden("pipeline.zip"), out _).Transform(view);

        Near(lines.Select(cells => cells[2]), scored.GetColumn<float>("Score"));
    }

    [Fact]
    public void What_was_thought_of_later_is_absent_and_no_error()
    {
        using var model = VaeModel.Load(Golden("table.onnx"), new() { Device = VaeDevice.Cpu });

        Assert.Empty(model.Info.History);
        Assert.Throws<InvalidOperationException>(() => model.Explain(new float[model.Info.FeatureCount]));
        Assert.Equal(VaeOutputs.All.Where(output => output.Modality != VaeModality.Image && !output.IsOptional), model.Outputs);
    }

    [Fact]
    public void The_decoder_beside_a_model_belongs_to_it()
    {
        using var model = VaeModel.Load(Golden("table.onnx"), new() { Device = VaeDevice.Cpu });
        using var decoder = model.OpenDecoder();

        Assert.Equal(3 * model.Info.FeatureCount, decoder.Sample(3, seed: 1).Length);
    }

    /// <summary>Matrix products of other sizes add in another order: docs/scoring.md says how far that goes.</summary>
    [Theory]
    [InlineData("table", 500)]
    [InlineData("image", 60)]
    public void A_row_alone_scores_as_in_a_batch_to_a_millionth(string name, int rows)
    {
        using var model = VaeModel.Load(Golden($"{name}.onnx"), new() { Device = VaeDevice.Cpu });
        var (random, width) = (new Random(1), model.Info.FeatureCount);
        float[] features = [.. Enumerable.Range(0, rows * width).Select(_ => random.NextSingle() * (name == "image" ? 255 : 4))];
        var batch = model.Score(features).Score;
        float[] alone = [.. features.Chunk(width).Select(row => model.Score(row).Score[0])];

        Assert.All(batch.Zip(alone), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-6 * Math.Max(1, Math.Abs(pair.First)), $"{pair}"));
    }

    private static void Near(IEnumerable<float> expected, IEnumerable<float> actual)
    {
        var (before, after) = (expected.ToArray(), actual.ToArray());
        Assert.NotEmpty(before);
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after, (was, now) => (was, now)), pair => Assert.True(
            (float.IsNaN(pair.was) && float.IsNaN(pair.now)) || Math.Abs(pair.was - pair.now) <= Tolerance * Math.Max(1, Math.Abs(pair.was)),
            FormattableString.Invariant($"was {pair.was}, is {pair.now}")));
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private static string Golden(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);

    private sealed class Reading
    {
        public float pressure { get; set; }

        public float temperature { get; set; }
    }
}
