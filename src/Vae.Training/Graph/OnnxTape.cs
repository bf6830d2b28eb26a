using System.Runtime.InteropServices;
using Google.Protobuf;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;

namespace Vae.Training.Graph;

/// <summary>
/// Records an ONNX graph: each operation appends a node and returns the name of its output, each constant an initializer. Names are made here and
/// nowhere else.
/// </summary>
internal sealed class OnnxTape
{
    private const int IrVersion = 8;

    /// <summary>ReduceSum takes its axes as an input since 13; the other reductions take an attribute until 17.</summary>
    private const int Opset = 17;

    private readonly GraphProto _graph = new() { Name = "vae" };
    private readonly Dictionary<string, int> _names = [];

    /// <summary>Appends an operation with one output.</summary>
    public string Op(string type, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var output = NameOf(type.ToLowerInvariant());
        var node = new NodeProto { OpType = type, Name = NameOf(type), Input = { inputs }, Output = { output } };
        node.Attribute.AddRange(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        _graph.Node.Add(node);
        return output;
    }

    /// <summary>
    /// Appends the largest values of each row [rows, size]: [rows, count]. Of the two outputs of the operation the places are not used.
    /// </summary>
    public string Largest(string input, long count)
    {
        var values = NameOf("topk");
        _graph.Node.Add(new NodeProto
        {
            OpType = "TopK", Name = NameOf("TopK"), Input = { input, Integers("count", count) }, Output = { values, NameOf("places") },
        });
        return values;
    }

    /// <summary>Appends an operation that gives an output of the catalogue, whose name, type and shape stand there.</summary>
    public void Output(string type, string input, VaeOutput output, VaeModelInfo info) => Output(type, input, TensorSpec.Of(output, info));

    /// <summary>Appends an operation that gives an output of the contract.</summary>
    public void Output(string type, string input, TensorSpec spec)
    {
        _graph.Node.Add(new NodeProto { OpType = type, Name = NameOf(type), Input = { input }, Output = { spec.Name } });
        _graph.Output.Add(Value(spec.Name, spec.Type, ["rows", .. spec.RowShape]));
    }

    /// <summary>Appends an operation that gives an output of a graph that is no model of ours. A string in the shape is a free dimension.</summary>
    public void Output(string type, string input, string name, params object[] shape)
    {
        _graph.Node.Add(new NodeProto { OpType = type, Name = NameOf(type), Input = { input }, Output = { name } });
        _graph.Output.Add(Value(name, TensorProto.Types.DataType.Float, shape));
    }

    /// <summary>Declares an input of the graph. A string in the shape is a free dimension.</summary>
    public string Input(string name, params object[] shape)
    {
        _graph.Input.Add(Value(name, TensorProto.Types.DataType.Float, shape));
        return name;
    }

    /// <summary>Declares an input of the graph that has a default.</summary>
    public string InputWithDefault(string name, float[] value)
    {
        Input(name, value.Length);
        _graph.Initializer.Add(Tensor(name, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes<float>(value), value.Length));
        return name;
    }

    /// <summary>A constant of floats.</summary>
    public string Constant(string hint, ReadOnlySpan<float> values, params long[] shape) =>
        Store(Tensor(NameOf(hint), TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), shape));

    /// <summary>A constant of floats that half precision is enough for: half as many bytes in the file, widened once when it is loaded.</summary>
    public string HalfConstant(string hint, IEnumerable<float> values, params long[] shape)
    {
        Half[] halves = [.. values.Select(value => (Half)value)];
        var stored = Store(Tensor(NameOf(hint), TensorProto.Types.DataType.Float16, MemoryMarshal.AsBytes<Half>(halves), shape));
        return Op("Cast", [stored], ("to", 1L));
    }

    /// <summary>A single float, shape [].</summary>
    public string Scalar(string hint, float value) => Constant(hint, [value]);

    /// <summary>A constant of integers.</summary>
    public string Integers(string hint, params long[] values) =>
        Store(Tensor(NameOf(hint), TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes<long>(values), values.Length));

    /// <summary>A tensor of floats under a name that readers know, not made here.</summary>
    public void NamedConstant(string name, ReadOnlySpan<float> values, params long[] shape) =>
        Store(Tensor(name, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), shape));

    /// <summary>A tensor of integers under a name that readers know, not made here.</summary>
    public void NamedIntegers(string name, ReadOnlySpan<long> values, params long[] shape) =>
        Store(Tensor(name, TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), shape));

    /// <summary>The finished model.</summary>
    public ModelProto Model(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "Vae.MLNet",
            ProducerVersion = typeof(OnnxTape).Assembly.GetName().Version!.ToString(3),
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
        };
        model.MetadataProps.AddRange(metadata.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return model;
    }

    private string Store(TensorProto tensor)
    {
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string NameOf(string hint)
    {
        _names[hint] = _names.GetValueOrDefault(hint) + 1;
        return FormattableString.Invariant($"{hint}.{_names[hint]}");
    }

    private static TensorProto Tensor(string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes, params long[] shape) =>
        new() { Name = name, DataType = (int)type, Dims = { shape }, RawData = ByteString.CopyFrom(bytes) };

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        long i => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = i },
        float f => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = f },
        long[] ints => new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { ints } },
        string s => new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(s) },
        _ => throw new ArgumentException($"Attribute '{name}' must be an integer, a float, integers or text; got {value.GetType()}.", nameof(value)),
    };

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, object[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape.Select(size => size is string free
            ? new TensorShapeProto.Types.Dimension { DimParam = free }
            : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(size, System.Globalization.CultureInfo.InvariantCulture) }));
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
