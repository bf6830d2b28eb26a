using Google.Protobuf;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Contract;

/// <summary>Damages the tiny model and expects to be told so.</summary>
internal static class Refusal
{
    public static readonly TinyModel Tiny = new();

    public static readonly TinyModel TinyImages = new() { Features = 12, InputShape = [3, 2, 2] };

    public static void Of(Action<ModelProto> damage, VaeModelFault fault, string flaw, TinyModel? tiny = null) =>
        Of((tiny ?? Tiny).Bytes(damage), fault, flaw);

    public static void Of(byte[] bytes, VaeModelFault fault, string flaw)
    {
        var error = Assert.Throws<VaeModelException>(() => ModelFile.Detector(bytes, "strange.onnx"));

        Assert.StartsWith($"Model 'strange.onnx': {flaw}", error.Message, StringComparison.Ordinal);
        Assert.Equal(fault, error.Fault);
    }

    /// <summary>Refused as a detector and, where the decoder has the like, as a decoder.</summary>
    public static VaeModelException OfDecoder(ModelProto decoder, string path)
    {
        File.WriteAllBytes(path, decoder.ToByteArray());
        return Assert.Throws<VaeModelException>(() => VaeDecoder.Load(path));
    }

    /// <summary>
    /// Puts <paramref name="between"/> between a tensor and its readers: it reads the tensor under a new name and writes the old one.
    /// </summary>
    public static void Insert(this ModelProto model, string tensor, NodeProto between)
    {
        var maker = model.Graph.Node.Single(node => node.Output.Contains(tensor));
        maker.Output[maker.Output.IndexOf(tensor)] = "before";
        between.Name = between.Name.Length == 0 ? "between" : between.Name;
        between.Output.Add(tensor);
        model.Graph.Node.Insert(model.Graph.Node.IndexOf(maker) + 1, between);
    }

    public static NodeProto Node(string operation, params string[] inputs) => new() { OpType = operation, Input = { inputs } };

    public static NodeProto With(this NodeProto node, string name, params long[] values)
    {
        node.Attribute.Add(values.Length == 1
            ? new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = values[0] }
            : new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } });
        return node;
    }

    /// <summary>Attribute of several integers, even where it holds one.</summary>
    public static NodeProto WithAll(this NodeProto node, string name, params long[] values)
    {
        node.Attribute.Add(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } });
        return node;
    }

    public static TensorProto Integers(string name, params long[] values) => new()
    {
        Name = name,
        DataType = (int)TensorProto.Types.DataType.Int64,
        Dims = { values.Length },
        RawData = ByteString.CopyFrom([.. values.SelectMany(BitConverter.GetBytes)]),
    };

    public static TensorProto Floats(string name, long[] sizes, params float[] values) => new()
    {
        Name = name,
        DataType = (int)TensorProto.Types.DataType.Float,
        Dims = { sizes },
        RawData = ByteString.CopyFrom([.. values.SelectMany(BitConverter.GetBytes)]),
    };
}
