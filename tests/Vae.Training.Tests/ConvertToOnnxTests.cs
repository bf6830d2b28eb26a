using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Vae.MLNet;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests;

/// <summary>Pipelines with a detector as one ONNX file, written by ML.NET.</summary>
public sealed class ConvertToOnnxTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private static readonly VaeTrainingOptions Quick = Run.Quick with { Steps = 60 };

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_chain_gives_the_same_numbers_as_one_file()
    {
        var (chain, data) = Chain();
        var (scored, outputs) = (chain.Transform(data), Compute(Write(chain, data), data));

        foreach (var name in new[] { "Score", "PValue", "ReconstructionError", "KlDivergence" })
        {
            Compare(name, [.. scored.GetColumn<float>(name)], Singles(outputs[name]));
        }

        foreach (var name in new[] { "FeatureErrors", "FeatureContributions", "Reconstruction", "LatentMean", "LatentLogVariance" })
        {
            Compare(name, [.. scored.GetColumn<float[]>(name).SelectMany(row => row)], Singles(outputs[name]));
        }

        bool[] labels = [.. scored.GetColumn<bool>("PredictedLabel")];
        Assert.Equal(labels, outputs["PredictedLabel"].AsTensor<bool>());
        Assert.Contains(true, labels);

        // Words cannot be put together there, and must not look like a row without reasons.
        Assert.Equal(labels.Select(label => label ? "The reasons are in FeatureContributions; only Vae.MLNet puts them into words." : ""), outputs["Explanation"].AsTensor<string>());
    }

    [NeedsNodeHostFact]
    public void Another_host_gives_the_same_scores()
    {
        var (chain, data) = Chain();
        var (model, columns) = (_folder.File("chain.onnx"), _folder.File("columns.json"));
        File.WriteAllBytes(model, Write(chain, data));
        File.WriteAllText(columns, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["Load"] = data.GetColumn<float>("Load"), ["Heat"] = data.GetColumn<float>("Heat"), ["Kind"] = data.GetColumn<string>("Kind"),
        }));

        var (code, answer, errors) = Command.Run("node", [Path.Combine(NeedsNodeHostFactAttribute.Folder, "chain.mjs"), model, columns]);

        Assert.True(code == 0, errors);
        var outputs = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(answer)!;
        Compare("Score", [.. chain.Transform(data).GetColumn<float>("Score")], [.. outputs["Score.output"].EnumerateArray().Select(value => value.GetSingle())]);
    }

    [Fact]
    public void Numbers_by_name_far_from_zero_and_a_threshold_of_the_callers_go_along()
    {
        var data = _context.Data.LoadFromEnumerable(
            Samples.PlainRows(120).Chunk(5).Select(row => new Far { Clock = 1_700_000_000 + row[0], Flag = row[1] > 0, Load = row[2] }).ToArray());
        using var trained = _context.AnomalyDetection.Trainers.Vae(columnNames: ["Clock", "Flag", "Load"], Quick).Fit(data);
        using var strict = _context.AnomalyDetection.ChangeModelThreshold(trained, 0.5);

        var outputs = Compute(Write(strict, data), data);
        var scored = strict.Transform(data);

        Assert.NotEqual(0, trained.Model.Info.Columns[0].Offset);
        Compare("Score", [.. scored.GetColumn<float>("Score")], Singles(outputs["Score"]));
        Compare("Reconstruction", [.. scored.GetColumn<float[]>("Reconstruction").SelectMany(row => row)], Singles(outputs["Reconstruction"]));
        Assert.Equal(scored.GetColumn<bool>("PredictedLabel"), outputs["PredictedLabel"].AsTensor<bool>());
        Assert.NotEqual(trained.Transform(data).GetColumn<bool>("PredictedLabel"), scored.GetColumn<bool>("PredictedLabel"));
    }

    [Fact]
    public void Slots_in_another_order_two_detectors_and_steps_after_them_go_along()
    {
        var (_, data) = Chain();
        var first = _context.Transforms.Concatenate("Features", "Load", "Heat").Append(_context.AnomalyDetection.Trainers.Vae(options: Quick)).Fit(data);
        var swapped = _context.Transforms.Concatenate("Other", "Heat", "Load").Append(
            _context.Transforms.DetectAnomaliesWithVae(first.LastTransformer.Model, new VaeScoringOptions { InputColumnName = "Other", OutputColumnPrefix = "Again" }));
        var chain = first.Append(swapped.Fit(first.Transform(data))).Append(_context.Transforms.CopyColumns("Copy", "AgainScore").Fit(swapped.Fit(first.Transform(data)).Transform(first.Transform(data))));

        var outputs = Compute(Write(chain, data), data);

        Compare("Copy", [.. chain.Transform(data).GetColumn<float>("Score")], Singles(outputs["Copy"]));
        Compare("Score", Singles(outputs["AgainScore"]), Singles(outputs["Score"]));
    }

    [Fact]
    public void Images_go_along_as_pixels_for_the_columns_that_are_named()
    {
        var shape = new VaeImageShape(1, 16, 16);
        var pixels = FeatureRow.View(_context, ImageRun.Pixels(20, shape, seed: 1), shape.Length);
        using var trained = _context.AnomalyDetection.Trainers.Vae(options: Quick with { ImageShape = shape, Steps = 3, Members = 2 }).Fit(pixels);
        using var file = new MemoryStream();

        _context.Model.ConvertToOnnx(trained, pixels, file, "Score", "Heatmap");

        var outputs = Compute(file.ToArray(), pixels);
        var scored = trained.Transform(pixels);
        Compare("Score", [.. scored.GetColumn<float>("Score")], Singles(outputs["Score"]));
        Compare("Heatmap", [.. scored.GetColumn<float[]>("Heatmap").SelectMany(row => row)], Singles(outputs["Heatmap"]));
        Assert.Contains("fully converted", Assert.Throws<InvalidOperationException>(() => Write(trained, pixels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_form_in_onnx_is_refused_by_its_name()
    {
        var (_, data) = Chain();
        using var named = _context.AnomalyDetection.Trainers.Vae(columnNames: ["Load", "Kind"], Quick).Fit(data);

        var text = Assert.Throws<InvalidOperationException>(() => Write(named, data));
        var old = Assert.ThrowsAny<ArgumentException>(() => _context.Model.ConvertToOnnx(named, data, 11, new MemoryStream()));

        Assert.StartsWith("Input column 'Kind' must be numbers or a vector of numbers for ConvertToOnnx; got String: it holds text", text.Message, StringComparison.Ordinal);
        Assert.Contains("VaeAnomalyTransformer's minimum OpSet version requirement: 12", old.Message, StringComparison.Ordinal);
    }

    private static void Compare(string name, float[] expected, float[] found) => Assert.True(
        expected.Length == found.Length && Difference.Largest(expected, found) < Tolerance, $"{name}: {Difference.Largest(expected, found)}");

    private static float[] Singles(Values output) => [.. output.AsTensor<float>()];

    private byte[] Write(ITransformer model, IDataView data)
    {
        using var file = new MemoryStream();
        _context.Model.ConvertToOnnx(model, data, file);
        return file.ToArray();
    }

    /// <summary>What users of such a pipeline write: numbers and categories of different sizes, made ready for other trainers.</summary>
    private (ITransformer Chain, IDataView Data) Chain()
    {
        var rows = Samples.PlainRows(300).Chunk(5)
            .Select((row, i) => new Machine { Load = i == 7 ? 60 : row[0], Heat = row[1], Kind = (i % 3) switch { 0 => "pump", 1 => "valve", _ => "fan" } }).ToArray();
        var data = _context.Data.LoadFromEnumerable(rows);
        var chain = _context.Transforms.NormalizeMeanVariance("Load").Append(_context.Transforms.NormalizeMinMax("Heat"))
            .Append(_context.Transforms.Categorical.OneHotEncoding("Kind")).Append(_context.Transforms.Concatenate("Features", "Load", "Heat", "Kind"))
            .Append(_context.AnomalyDetection.Trainers.Vae(options: Quick));
        return (chain.Fit(data), data);
    }

    /// <summary>Runs a file on the columns of data that it asks for; outputs by the names of their columns.</summary>
    private static Dictionary<string, Values> Compute(byte[] model, IDataView data)
    {
        using var session = new InferenceSession(model);
        var inputs = session.InputMetadata.Select(input => Input(input.Key, input.Value, data)).ToArray();
        using var results = session.Run(inputs);
        return results.Where(result => result.Name.EndsWith(".output", StringComparison.Ordinal))
            .ToDictionary(result => result.Name[..^".output".Length], result => new Values(result.Value is Tensor<float> f ? f.ToArray() : result.Value is Tensor<bool> b ? b.ToArray() : ((System.Collections.IEnumerable)result.Value).Cast<object>().ToArray()));
    }

    private static NamedOnnxValue Input(string name, NodeMetadata metadata, IDataView data)
    {
        var width = Math.Max(1, metadata.Dimensions.Skip(1).Aggregate(1, (product, size) => product * size));
        return data.Schema[name].Type switch
        {
            TextDataViewType => Named(data.GetColumn<string>(name).ToArray()),
            BooleanDataViewType => Named(data.GetColumn<bool>(name).ToArray()),
            NumberDataViewType type when type == NumberDataViewType.Double => Named(data.GetColumn<double>(name).ToArray()),
            VectorDataViewType => Named(data.GetColumn<float[]>(name).SelectMany(row => row).ToArray()),
            _ => Named(data.GetColumn<float>(name).ToArray()),
        };

        NamedOnnxValue Named<T>(T[] values) => NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, [values.Length / width, .. metadata.Dimensions.Skip(1)]));
    }

    /// <summary>The values of an output, kept beyond the session.</summary>
    private sealed record Values(Array All)
    {
        public IEnumerable<T> AsTensor<T>() => All.Cast<T>();
    }

    private sealed class Machine
    {
        public float Load { get; set; }

        public float Heat { get; set; }

        public string Kind { get; set; } = "";
    }

    private sealed class Far
    {
        public double Clock { get; set; }

        public bool Flag { get; set; }

        public float Load { get; set; }
    }
}
