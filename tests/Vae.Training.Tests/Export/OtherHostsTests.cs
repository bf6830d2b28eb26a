using System.Text.Json;
using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;
using Xunit.Abstractions;

namespace Vae.Training.Tests.Export;

/// <summary>Programs that know nothing of this library accept the files, and get the same answers from them.</summary>
public sealed class OtherHostsTests(ITestOutputHelper output) : IDisposable
{
    private const double Tolerance = 1e-4;

    private static readonly VaeImageShape Large = new(1, 64, 72);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsPythonOnnxFact]
    public void The_independent_checker_accepts_every_model_and_its_decoder()
    {
        var files = Runs().Select(run => run.Vae).Append(ImageRun.Of(Large).Vae).SelectMany((vae, i) =>
        {
            var path = _folder.File($"{i}.onnx");
            vae.Save(path);
            return new[] { path, TrainedVae.DecoderPath(path) };
        }).ToArray();

        // Full: with inference of every type and shape.
        const string Check = "import onnx, sys\nfor path in sys.argv[1:]: onnx.checker.check_model(path, full_check=True)\nprint(len(sys.argv) - 1)";
        var (code, checkedFiles, errors) = Command.Run(NeedsPythonOnnxFactAttribute.Python, ["-c", Check, .. files]);

        Assert.Equal((0, "10", ""), (code, checkedFiles.Trim(), errors));
    }

    [NeedsNodeHostFact]
    public void Another_host_gives_the_same_scores()
    {
        foreach (var run in Runs())
        {
            var path = _folder.File("model.onnx");
            run.Vae.Save(path);
            var rows = run.Data.Columns == Samples.MixedColumns ? Finite(Samples.OddRows(300)) : Samples.PlainRows(300, seed: 2);
            using var model = run.Vae.OpenModel(new() { Device = VaeDevice.Cpu });
            var expected = model.Score(rows);

            var outputs = Score(path, rows, run.Data.FeatureCount);

            Compare(VaeOutputs.Score.Name, expected.Score);
            Compare(VaeOutputs.PValue.Name, expected.PValue);
            Compare(VaeOutputs.ReconstructionError.Name, expected.ReconstructionError);
            Compare(VaeOutputs.KlDivergence.Name, expected.KlDivergence);
            Compare(VaeOutputs.FeatureErrors.Name, model.FeatureErrors(rows));
            Compare(VaeOutputs.LatentMean.Name, model.Encode(rows));
            Assert.Equal(expected.PredictedLabel, outputs[VaeOutputs.PredictedLabel.Name].EnumerateArray().Select(label => label.GetInt32() != 0));

            void Compare(string name, float[] values)
            {
                var largest = Difference.Largest(values, [.. outputs[name].EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? float.NaN : value.GetSingle())]);
                output.WriteLine(FormattableString.Invariant($"{run.Options.Score} {run.Options.References}, {name}: largest difference {largest:g2}"));
                Assert.InRange(largest, 0, Tolerance);
            }
        }
    }

    [NeedsNodeHostFact]
    public void Another_host_sees_through_the_pretrained_network_what_we_see()
    {
        var path = _folder.File("model.onnx");
        var vae = ImageRun.Of(Large).Vae;
        vae.Save(path);
        using var model = vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var pixels = ImageRun.Pixels(3, Large, seed: 4);

        var outputs = Score(path, pixels, Large.Length, "1,64,72");

        Assert.Contains("ResNet-18", vae.Info.PretrainedNetwork, StringComparison.Ordinal);
        Assert.InRange(Difference.Largest(model.Score(pixels).Score, Floats(outputs[VaeOutputs.Score.Name])), 0, Tolerance);
        Assert.InRange(Difference.Largest(model.Heatmap(pixels), Floats(outputs[VaeOutputs.Heatmap.Name])), 0, Tolerance);
    }

    [NeedsNodeHostFact]
    public void Another_host_cuts_photographs_into_the_same_tiles_and_puts_them_together_as_we_do()
    {
        var (path, tiling) = (_folder.File("model.onnx"), VaeTiling.Of(new(1, 24, 40), 16, 16));
        var vae = VaeTraining.Train(new(ImageRun.Pixels(12, tiling.Photograph), tiling), ImageRun.Quick);
        vae.Save(path);
        using var model = vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var pixels = ImageRun.Pixels(3, tiling.Photograph, seed: 4);
        var expected = model.Score(pixels);

        var outputs = Score(path, pixels, tiling.Photograph.Length);

        Assert.InRange(Difference.Largest(expected.Score, Floats(outputs[VaeOutputs.Score.Name])), 0, Tolerance);
        Assert.InRange(Difference.Largest(expected.PValue, Floats(outputs[VaeOutputs.PValue.Name])), 0, Tolerance);
        Assert.InRange(Difference.Largest(expected.ReconstructionError, Floats(outputs[VaeOutputs.ReconstructionError.Name])), 0, Tolerance);
        Assert.InRange(Difference.Largest(model.Heatmap(pixels), Floats(outputs[VaeOutputs.Heatmap.Name])), 0, Tolerance);
        Assert.InRange(Difference.Largest(model.Reconstruct(pixels), Floats(outputs[VaeOutputs.Reconstruction.Name])), 0, Tolerance);
    }

    [NeedsNodeHostFact]
    public void Another_host_decodes_the_same_rows()
    {
        var path = _folder.File("model.onnx");
        var run = Run.Mixed();
        run.Vae.Save(path);
        using var decoder = VaeDecoder.Load(TrainedVae.DecoderPath(path));
        float[] latent = [.. Enumerable.Range(0, 5 * run.Vae.Info.LatentDimension).Select(i => MathF.Sin(i))];

        var decoded = Score(TrainedVae.DecoderPath(path), latent, run.Vae.Info.LatentDimension)[VaeOutputs.Reconstruction.Name];

        Assert.InRange(Difference.Largest(decoder.Decode(latent), [.. decoded.EnumerateArray().Select(value => value.GetSingle())]), 0, Tolerance);
    }

    private static Run[] Runs() =>
        [Run.Mixed(), Run.Mixed(VaeScoreKind.Robust, VaeReferenceKind.Rows), Run.Plain(VaeScoreKind.Pure), Run.Plain(VaeScoreKind.Residual, VaeReferenceKind.Rows)];

    /// <summary>JSON has no infinities.</summary>
    private static float[] Finite(float[] rows) => [.. rows.Select(value => float.IsInfinity(value) ? 1e9f : value)];

    private static float[] Floats(JsonElement numbers) => [.. numbers.EnumerateArray().Select(value => value.GetSingle())];

    private Dictionary<string, JsonElement> Score(string model, float[] rows, int width, params string[] shape)
    {
        var data = _folder.File("rows.json");
        File.WriteAllText(data, JsonSerializer.Serialize(rows.Chunk(width).Select(row => row.Select(value => float.IsNaN(value) ? (float?)null : value))));
        var (code, answer, errors) = Command.Run("node", [Path.Combine(NeedsNodeHostFactAttribute.Folder, "score.mjs"), model, data, .. shape]);
        Assert.True(code == 0, errors);
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(answer)!;
    }
}
