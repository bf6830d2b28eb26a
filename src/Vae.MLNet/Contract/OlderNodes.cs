using System.Runtime.InteropServices;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>
/// The nodes of a model in version 12 of ONNX's operators, which other exporters write: models are written in version 17. Of what models use, three
/// operators differ (https://onnx.ai/onnx/operators, version 11): the axes of ReduceSum and Unsqueeze were attributes, and the second input of Resize
/// could not be left out, so that whoever copies nodes puts a tensor without numbers there.
/// </summary>
internal static class OlderNodes
{
    private static readonly string[] WithAxes = ["ReduceSum", "Unsqueeze"];

    /// <summary>The inputs and attributes of a node there; outputs and operator are the same.</summary>
    /// <param name="node">The node.</param>
    /// <param name="constants">The constants of its graph.</param>
    public static (IEnumerable<string> Inputs, IEnumerable<AttributeProto> Attributes) Of(
        NodeProto node, IReadOnlyDictionary<string, TensorProto> constants)
    {
        if (!WithAxes.Contains(node.OpType))
        {
            return (node.Input, node.Attribute);
        }

        var axes = new AttributeProto { Name = "axes", Type = AttributeProto.Types.AttributeType.Ints };
        axes.Ints.AddRange(MemoryMarshal.Cast<byte, long>(constants[node.Input[1]].RawData.Span).ToArray());
        return ([node.Input[0]], [.. node.Attribute, axes]);
    }
}
