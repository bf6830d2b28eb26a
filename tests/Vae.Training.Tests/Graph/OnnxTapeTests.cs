using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Vae.MLNet;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;
using Vae.Training.Graph;

namespace Vae.Training.Tests.Graph;

public sealed class OnnxTapeTests
{
    [Fact]
    public void What_is_recorded_runs()
    {
        var tape = new OnnxTape();
        var x = tape.Input("X", "rows", 2);
        var offset = tape.InputWithDefault("Offset", [10]);
        var weighted = tape.Gemm(x, tape.Constant("weight", [1, 2, 3, 4], 2, 2), tape.Constant("bias", [0.5f, 0.25f], 2));
        tape.Output("Identity", tape.Add(weighted, offset), VaeOutputs.Reconstruction, new TinyModel { Features = 2 }.Info);
        using var session = new InferenceSession(tape.Model([new("key", "value")]).ToByteArray());
        using var input = OrtValue.CreateTensorValueFromMemory(new float[] { 5, 6 }, [1, 2]);
        using var run = new RunOptions();

        using var outputs = session.Run(run, ["X"], [input], ["Reconstruction"]);

        // (5, 6) · (1 2; 3 4) + (0.5, 0.25) + 10
        Assert.Equal([33.5f, 44.25f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
        Assert.Equal("value", session.ModelMetadata.CustomMetadataMap["key"]);
    }

    [Fact]
    public void Every_name_is_given_once_and_says_what_it_names()
    {
        var tape = new OnnxTape();
        var x = tape.Input("X", "rows", 2);
        var names = new[] { tape.Add(x, x), tape.Add(x, x), tape.Scalar("add", 1), tape.Integers("axes", 1), tape.Integers("axes", 1) };

        Assert.Equal(["add.1", "add.2", "add.3", "axes.1", "axes.2"], names);
        var graph = tape.Model([]).Graph;
        Assert.Equal(graph.Node.Count, graph.Node.Select(node => node.Name).Distinct().Count());
    }

    [Fact]
    public void Constants_keep_their_shape_and_bytes()
    {
        var tape = new OnnxTape();
        tape.Constant("weight", [1, 2, 3, 4, 5, 6], 2, 3);
        tape.Scalar("one", 1);
        tape.Integers("axes", 1, -1);
        var initializers = tape.Model([]).Graph.Initializer;

        Assert.Equal([2, 3], initializers[0].Dims);
        Assert.Equal([1, 2, 3, 4, 5, 6], MemoryMarshal.Cast<byte, float>(initializers[0].RawData.Span).ToArray());
        Assert.Empty(initializers[1].Dims);
        Assert.Equal((int)TensorProto.Types.DataType.Int64, initializers[2].DataType);
        Assert.Equal([1, -1], MemoryMarshal.Cast<byte, long>(initializers[2].RawData.Span).ToArray());
    }

    [Fact]
    public void Attributes_have_the_type_of_their_value()
    {
        var tape = new OnnxTape();
        tape.Op("Any", [], ("integer", 3L), ("number", 0.5f), ("integers", new long[] { 1, 2 }), ("text", "abc"));
        var attributes = tape.Model([]).Graph.Node.Single().Attribute;

        Assert.Equal((AttributeProto.Types.AttributeType.Int, 3L), (attributes[0].Type, attributes[0].I));
        Assert.Equal((AttributeProto.Types.AttributeType.Float, 0.5f), (attributes[1].Type, attributes[1].F));
        Assert.Equal(AttributeProto.Types.AttributeType.Ints, attributes[2].Type);
        Assert.Equal([1, 2], attributes[2].Ints);
        Assert.Equal((AttributeProto.Types.AttributeType.String, "abc"), (attributes[3].Type, attributes[3].S.ToStringUtf8()));
    }

    [Fact]
    public void An_attribute_of_another_type_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new OnnxTape().Op("Any", [], ("axis", 3)));

        Assert.StartsWith("Attribute 'axis' must be an integer, a float, integers or text; got System.Int32.", error.Message, StringComparison.Ordinal);
    }
}
