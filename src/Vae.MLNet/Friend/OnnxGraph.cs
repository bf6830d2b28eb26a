using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Friend;

/// <summary>The graph that <c>mlContext.Model.ConvertToOnnx</c> is writing: variables are known by names, and so are columns of data.</summary>
/// <param name="context">ML.NET's own view of it.</param>
internal sealed class OnnxGraph(OnnxContext context)
{
    /// <summary>The version of ONNX's operators that the nodes of detectors are translated to: the newest that ML.NET writes.</summary>
    private const int Opset = 12;

    /// <summary>The domain of the standard's own operators; where none is named, ML.NET takes that of its extensions.</summary>
    private const string StandardOperators = "";

    private static readonly long[] Flags = [0, 1];

    /// <summary>Refuses a graph in an older version of the operators.</summary>
    public void RequireOpset(string who) => context.CheckOpSetVersion(Opset, who);

    /// <summary>The variable of a column, or null where a step before could not be written.</summary>
    public string? Find(string column) => context.ContainsColumn(column) ? context.GetVariableName(column) : null;

    /// <summary>Makes a variable that is a column from here on, under a name of its own.</summary>
    public string Column(DataViewType type, string name) => context.AddIntermediateVariable(type, name);

    /// <summary>Makes a variable that is no column.</summary>
    public string Variable(string name) => context.AddIntermediateVariable(null, name, skip: true);

    /// <summary>Adds a node that fills variables.</summary>
    public void Node(string operation, IEnumerable<string> inputs, IReadOnlyList<string> outputs, params IEnumerable<AttributeProto> attributes)
    {
        var node = context.CreateNode(operation, inputs, outputs, context.GetNodeName(outputs[0]), StandardOperators);
        foreach (var attribute in attributes)
        {
            switch (attribute.Type)
            {
                case AttributeProto.Types.AttributeType.Int:
                    node.AddAttribute(attribute.Name, attribute.I);
                    break;
                case AttributeProto.Types.AttributeType.Ints:
                    node.AddAttribute(attribute.Name, attribute.Ints);
                    break;
                case AttributeProto.Types.AttributeType.Float:
                    node.AddAttribute(attribute.Name, attribute.F);
                    break;
                default:
                    node.AddAttribute(attribute.Name, attribute.S.ToStringUtf8());
                    break;
            }
        }
    }

    /// <summary>Adds a node that says one text for 0 and another for 1.</summary>
    public void Texts(string input, string output, string zero, string one)
    {
        var node = context.CreateNode("LabelEncoder", input, output, context.GetNodeName(output), "ai.onnx.ml");
        node.AddAttribute("keys_int64s", Flags);
        node.AddAttribute("values_strings", new[] { zero, one });
    }

    /// <summary>Adds a constant; of half precision, which detectors only read through a cast, as one of single.</summary>
    public string Constant(string name, TensorProto tensor)
    {
        var bytes = tensor.RawData.Span;
        return (TensorProto.Types.DataType)tensor.DataType switch
        {
            TensorProto.Types.DataType.Int64 => Constant(name, MemoryMarshal.Cast<byte, long>(bytes).ToArray(), tensor.Dims),
            TensorProto.Types.DataType.Bool => Constant(name, MemoryMarshal.Cast<byte, bool>(bytes).ToArray(), tensor.Dims),
            TensorProto.Types.DataType.Float16 => Constant(name, Singles(MemoryMarshal.Cast<byte, Half>(bytes)), tensor.Dims),
            TensorProto.Types.DataType.Float => Constant(name, MemoryMarshal.Cast<byte, float>(bytes).ToArray(), tensor.Dims),
            var other => throw new InvalidOperationException(
                $"Constant '{name}' must be of numbers that ConvertToOnnx can write; got {other}. Use the model's own file, which Save writes."),
        };
    }

    /// <inheritdoc cref="Constant(string, TensorProto)"/>
    public string Constant(string name, long[] values, IEnumerable<long> dimensions) =>
        dimensions.Any() ? context.AddInitializer(values, dimensions, name) : context.AddInitializer(values[0], name);

    /// <inheritdoc cref="Constant(string, TensorProto)"/>
    public string Constant(string name, float[] values, IEnumerable<long> dimensions) =>
        dimensions.Any() ? context.AddInitializer(values, dimensions, name) : context.AddInitializer(values[0], name);

    /// <inheritdoc cref="Constant(string, TensorProto)"/>
    public string Constant(string name, double[] values, IEnumerable<long> dimensions) =>
        dimensions.Any() ? context.AddInitializer(values, dimensions, name) : context.AddInitializer(values[0], name);

    private string Constant(string name, bool[] values, IEnumerable<long> dimensions) =>
        dimensions.Any() ? context.AddInitializer(values, dimensions, name) : context.AddInitializer(values[0], name);

    private static float[] Singles(ReadOnlySpan<Half> halves)
    {
        var singles = new float[halves.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            singles[i] = (float)halves[i];
        }

        return singles;
    }
}
