using System.Text;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Contract;

/// <summary>One test per way in which a file can be broken: the message names the file and the flaw.</summary>
public sealed class BrokenFileTests
{
    private static readonly TinyModel Tiny = new();

    [Fact]
    public void Wrong_format_version() => Refused(
        model => model.MetadataProps.Single(entry => entry.Key == "vae.format").Value = "5",
        "metadata 'vae.format' must be a whole number from 1 to 4; got '5' (unsupported).");

    [Fact]
    public void Missing_metadata() => Refused(
        model => model.MetadataProps.Remove(model.MetadataProps.Single(entry => entry.Key == "vae.columns")), "metadata 'vae.columns' is missing.");

    [Fact]
    public void Another_programs_model() => Refused(model => model.MetadataProps.Clear(), "metadata 'vae.format' is missing, so this is not a model of Vae.MLNet.");

    [Fact]
    public void Metadata_given_twice() => Refused(
        model => model.MetadataProps.Add(model.MetadataProps[0].Clone()), "metadata 'vae.format' must stand once; got it twice (invalid).");

    [Theory]
    [InlineData("Score", "float [rows]")]
    [InlineData("PredictedLabel", "bool [rows]")]
    [InlineData("FeatureErrors", "float [rows, 4]")]
    [InlineData("LatentMean", "float [rows, 2]")]
    public void Missing_output(string name, string expected) => Refused(
        model => model.Graph.Output.Remove(model.Graph.Output.Single(output => output.Name == name)),
        $"graph output '{name}' must be {expected}; got none (missing).");

    [Fact]
    public void Missing_heatmap_of_a_model_of_images() => Refused(
        new TinyModel { Features = 12, InputShape = [3, 2, 2] }.Bytes(model => model.Graph.Output.Remove(model.Graph.Output.Single(output => output.Name == "Heatmap"))),
        "graph output 'Heatmap' must be float [rows, 2, 2]; got none (missing).");

    [Fact]
    public void Missing_input() => Refused(
        model => model.Graph.Input.RemoveAt(0), "graph input 'Features' must be float [rows, 4]; got none (missing).");

    [Fact]
    public void Missing_threshold() => Refused(
        model => model.Graph.Input.RemoveAt(1), "graph input 'Threshold' must be float [1] with a default value; got none (invalid).");

    [Fact]
    public void Threshold_without_a_default() => Refused(
        model => model.Graph.Initializer.Remove(model.Graph.Initializer.Single(tensor => tensor.Name == "Threshold")),
        "graph input 'Threshold' must be float [1] with a default value; got no such default (invalid).");

    [Fact]
    public void Wrong_type_of_an_output() => Refused(
        model => Output(model, "PredictedLabel").ElemType = (int)TensorProto.Types.DataType.Float,
        "graph output 'PredictedLabel' must be bool [rows]; got float [rows] (invalid).");

    [Fact]
    public void Wrong_rank_of_an_output() => Refused(
        model => Output(model, "Score").Shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = 1 }),
        "graph output 'Score' must be float [rows]; got float [rows, 1] (invalid).");

    [Fact]
    public void Wrong_width_of_an_output() => Refused(
        model => Output(model, "Reconstruction").Shape.Dim[1].DimValue = 5,
        "graph output 'Reconstruction' must be float [rows, 4]; got float [rows, 5] (invalid).");

    [Fact]
    public void Fixed_number_of_rows() => Refused(
        model => model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = 8,
        "graph input 'Features' must be float [rows, 4]; got float [8, 4] (invalid).");

    [Fact]
    public void A_second_input() => Refused(
        model =>
        {
            var other = model.Graph.Input[0].Clone();
            other.Name = "Weather";
            model.Graph.Input.Add(other);
        },
        "graph input 'Weather' must have a default value; got none (unsupported).");

    [Fact]
    public void Numbers_in_another_file() => Refused(
        model => model.Graph.Initializer.Single(tensor => tensor.Name == "pick").DataLocation = 1,
        "tensor 'pick' must lie inside the file; got a reference to another file (unsupported).");

    [Fact]
    public void Control_flow() => Refused(
        model => model.Graph.Node.Add(new NodeProto { Name = "again", OpType = "Loop" }),
        "graph node 'again' must use an operator that models need; got Loop (unsupported).");

    [Fact]
    public void A_graph_that_onnx_runtime_cannot_run() => Refused(
        model => model.Graph.Node.Single(node => node.Name == "LatentMean").OpType = "MatMulOfTomorrow",
        "graph node 'LatentMean' must use an operator that models need; got MatMulOfTomorrow (unsupported).");

    [Fact]
    public void Truncated_body()
    {
        var bytes = Tiny.Bytes();
        for (var length = 0; length < bytes.Length; length += 7)
        {
            var error = Assert.Throws<VaeModelException>(() => VaeModel.Load(bytes.AsMemory(0, length), "short.onnx"));
            Assert.StartsWith("Model 'short.onnx': ", error.Message, StringComparison.Ordinal);
        }

        Refused(bytes[..(bytes.Length / 2)], "the file must be ONNX; got");
    }

    [Fact]
    public void Not_onnx() => Refused(Encoding.UTF8.GetBytes("Row,Score\n1,2\n"), "the file must be ONNX; got 14 bytes that end early or are no ONNX (invalid).");

    [Fact]
    public void Empty_file() => Refused([], "the file must hold an ONNX graph; got 0 bytes without one (invalid).");

    [Fact]
    public void Missing_file_is_the_callers_fault() => Assert.Throws<FileNotFoundException>(() => VaeModel.Load("nowhere.onnx"));

    private static void Refused(Action<ModelProto> damage, string flaw) => Refused(Tiny.Bytes(damage), flaw);

    private static void Refused(byte[] bytes, string flaw)
    {
        var error = Assert.Throws<VaeModelException>(() => VaeModel.Load(bytes, "broken.onnx"));

        Assert.StartsWith($"Model 'broken.onnx': {flaw}", error.Message, StringComparison.Ordinal);
        Assert.Equal("broken.onnx", error.ModelSource);
    }

    private static TypeProto.Types.Tensor Output(ModelProto model, string name) => model.Graph.Output.Single(output => output.Name == name).Type.TensorType;
}
