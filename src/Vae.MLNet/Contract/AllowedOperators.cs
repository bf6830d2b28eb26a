using System.Globalization;
using Vae.MLNet.Onnx;
using static Vae.MLNet.Contract.AllowedAttribute;

namespace Vae.MLNet.Contract;

/// <summary>
/// Every operator of the default domain that the exporter writes, with the attributes it gives them; <c>Neg</c> and <c>Pow</c> beside them, which are
/// as harmless. Nothing else is taken: the smaller the language, the less a file of a stranger can say in it. A new operator in the exporter needs a
/// line here and one in docs/model-format.md.
/// </summary>
internal static class AllowedOperators
{
    private static readonly Dictionary<string, AllowedOperator> Table = new(StringComparer.Ordinal)
    {
        ["Abs"] = new(1, 1, ElementRules.Floats),
        ["Add"] = new(2, 2, ElementRules.FloatsOrIntegers),
        ["ArgMin"] = new(1, 1, ReductionRules.Place, Int("axis")),
        ["AveragePool"] = new(1, 1, ImageRules.Pool, Ints("kernel_shape"), Ints("strides")),
        ["Cast"] = new(1, 1, ElementRules.Cast, Int("to")),
        ["Clip"] = new(3, 3, ElementRules.Clip),
        ["Concat"] = new(2, AllowedOperator.Many, LayoutRules.Concat, Int("axis")),
        ["Conv"] = new(2, 3, ImageRules.Convolution, Ints("kernel_shape"), Ints("pads"), Ints("strides"), Int("group")),
        ["Div"] = new(2, 2, ElementRules.Floats),
        ["Equal"] = new(2, 2, ElementRules.Comparison),
        ["Exp"] = new(1, 1, ElementRules.Floats),
        ["Flatten"] = new(1, 1, LayoutRules.Flatten),
        ["Floor"] = new(1, 1, ElementRules.Floats),
        ["Gather"] = new(2, 2, LookupRules.Gather, Int("axis")),
        ["GatherND"] = new(2, 2, LookupRules.GatherByRow, Int("batch_dims")),
        ["Gemm"] = new(3, 3, ProductRules.Gemm, Float("alpha"), Int("transB")),
        ["Greater"] = new(2, 2, ElementRules.Comparison),
        ["Identity"] = new(1, 1, ElementRules.Same),
        ["IsNaN"] = new(1, 1, ElementRules.Comparison),
        ["Less"] = new(2, 2, ElementRules.Comparison),
        ["Log"] = new(1, 1, ElementRules.Floats),
        ["MatMul"] = new(2, 2, ProductRules.MatMul),
        ["Max"] = new(2, 2, ElementRules.Floats),
        ["MaxPool"] = new(1, 1, ImageRules.Pool, Ints("kernel_shape"), Ints("pads"), Ints("strides")),
        ["Min"] = new(2, 2, ElementRules.Floats),
        ["Mul"] = new(2, 2, ElementRules.FloatsOrIntegers),
        ["Neg"] = new(1, 1, ElementRules.Floats),
        ["Not"] = new(1, 1, ElementRules.Not),
        ["Pad"] = new(2, 2, ImageRules.Pad, Text("mode", "edge")),
        ["Pow"] = new(2, 2, ElementRules.Floats),
        ["ReduceMean"] = new(1, 1, ReductionRules.Along, Ints("axes"), Int("keepdims")),
        ["ReduceMin"] = new(1, 1, ReductionRules.Along, Ints("axes"), Int("keepdims")),
        ["ReduceSum"] = new(2, 2, ReductionRules.Along, Int("keepdims")),
        ["ReduceSumSquare"] = new(1, 1, ReductionRules.Along, Ints("axes"), Int("keepdims")),
        ["Relu"] = new(1, 1, ElementRules.Floats),
        ["Reshape"] = new(2, 2, LayoutRules.Reshape),
        ["Resize"] = new(
            3, 3, ImageRules.Repeat, Text("mode", "nearest"), Text("coordinate_transformation_mode", "asymmetric"), Text("nearest_mode", "floor")),
        ["Sigmoid"] = new(1, 1, ElementRules.Floats),
        ["Sign"] = new(1, 1, ElementRules.Floats),
        ["Slice"] = new(4, 4, LayoutRules.Slice),
        ["Sqrt"] = new(1, 1, ElementRules.Floats),
        ["Sub"] = new(2, 2, ElementRules.Floats),
        ["Sum"] = new(2, AllowedOperator.Many, ElementRules.Floats),
        ["TopK"] = new(2, 2, ReductionRules.Largest) { MoreOutputs = [TensorProto.Types.DataType.Int64] },
        ["Transpose"] = new(1, 1, LayoutRules.Transpose, Ints("perm")),
        ["Unsqueeze"] = new(2, 2, LayoutRules.Unsqueeze),
        ["Where"] = new(3, 3, ElementRules.Where),
    };

    /// <summary>The names, in order.</summary>
    public static IEnumerable<string> Names => Table.Keys;

    public static AllowedOperator Of(NodeProto node) => Table[node.OpType];

    /// <summary>Refuses a node that is not in the table, or has what its line does not name.</summary>
    public static void Check(string source, NodeProto node)
    {
        if (node.Domain.Length > 0 || !Table.TryGetValue(node.OpType, out var allowed))
        {
            var got = node.Domain.Length > 0 ? $"{node.Domain}.{node.OpType}" : node.OpType;
            throw VaeModelException.Unsupported(
                source, $"graph node '{node.Name}' must use an operator that models need; got {got} (unsupported). Export the model again, or "
                    + "update Vae.MLNet.");
        }

        if (node.Input.Count < allowed.Inputs || node.Input.Count > allowed.MostInputs || node.Output.Count != 1 + allowed.MoreOutputs.Count)
        {
            throw VaeModelException.Invalid(source, string.Create(
                CultureInfo.InvariantCulture,
                $"graph node '{node.Name}' must have as many inputs and outputs as {node.OpType} has in models; got {node.Input.Count} and "
                    + $"{node.Output.Count} (invalid). Export the model again."));
        }

        foreach (var attribute in node.Attribute)
        {
            if (!allowed.Attributes.Any(known => known.Admits(attribute)) || node.Attribute.Count(other => other.Name == attribute.Name) > 1)
            {
                throw VaeModelException.Unsupported(
                    source,
                    $"attribute '{attribute.Name}' of graph node '{node.Name}' must be one that {node.OpType} has in models, with a value it has "
                        + $"there; got another ({attribute.Type}, unsupported). Export the model again.");
            }
        }
    }
}
