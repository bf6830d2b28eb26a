using DataType = Vae.MLNet.Onnx.TensorProto.Types.DataType;

namespace Vae.MLNet.Contract;

/// <summary>
/// Operators that work element by element: each element of the result comes from the elements in the same place, so rows stay apart wherever the axes
/// of rows lie on each other.
/// </summary>
internal static class ElementRules
{
    public static AbstractTensor Same(NodeView node) => node[0];

    public static AbstractTensor Floats(NodeView node)
    {
        node.RequireType(DataType.Float);
        return Broadcast(node, DataType.Float);
    }

    /// <summary>
    /// Places in tables of references are computed by adding and multiplying; integers are not divided, which could end the process.
    /// </summary>
    public static AbstractTensor FloatsOrIntegers(NodeView node)
    {
        node.RequireType(node[0].Type == DataType.Int64 ? DataType.Int64 : DataType.Float);
        return Broadcast(node, node[0].Type);
    }

    public static AbstractTensor Comparison(NodeView node)
    {
        node.RequireType(DataType.Float);
        return Broadcast(node, DataType.Bool);
    }

    public static AbstractTensor Not(NodeView node)
    {
        node.RequireType(DataType.Bool);
        return node[0].As(DataType.Bool);
    }

    public static AbstractTensor Cast(NodeView node) =>
        (DataType)node.Int("to", 0) is (DataType.Float or DataType.Int64 or DataType.Bool) and var type
        ? node[0].As(type)
        : throw node.Invalid("make floats (1), 64-bit integers (7) or truth values (9)", FormattableString.Invariant($"type {node.Int("to", 0)}"));

    public static AbstractTensor Clip(NodeView node)
    {
        node.RequireType(DataType.Float);
        node.Require(node[1] is { Batched: false, Rank: 0 } && node[2] is { Batched: false, Rank: 0 }, "have single constants as limits");
        return node[0].As(DataType.Float);
    }

    public static AbstractTensor Where(NodeView node)
    {
        node.Require(
            node[0].Type == DataType.Bool && node[1].Type == DataType.Float && node[2].Type == DataType.Float,
            "choose by truth values among floats");
        return Broadcast(node, DataType.Float);
    }

    /// <summary>
    /// The common shape: shapes are aligned at their last axes, and axes of size 1 are repeated. Axes of rows must lie on each other, and no constant
    /// may have rows of its own.
    /// </summary>
    private static AbstractTensor Broadcast(NodeView node, DataType type)
    {
        var operands = node.Inputs;
        if (operands.Count == 0)
        {
            throw node.Invalid("have an input", "none");
        }

        var rank = operands.Max(operand => operand.Rank);
        var rows = operands.FirstOrDefault(operand => operand.Batched);
        var shape = Enumerable.Repeat(1L, rank).ToArray();
        foreach (var operand in operands)
        {
            var skipped = rank - operand.Rank;
            if (rows is not null && !(operand.Batched ? skipped == 0 && operand.Shape[0] == rows.Shape[0] : skipped > 0 || operand.Shape[0] == 1))
            {
                throw node.Mixes(operands);
            }

            for (var axis = rows is not null && skipped == 0 ? 1 : 0; axis < operand.Rank; axis++)
            {
                ref var size = ref shape[skipped + axis];
                node.Require(size == 1 || operand.Shape[axis] == 1 || operand.Shape[axis] == size, "have shapes that fit each other");
                size = Math.Max(size, operand.Shape[axis]);
            }
        }

        if (rows is not null)
        {
            // A constant with more axes than the rows would put their axis in the middle.
            shape[0] = rows.Rank == rank ? rows.Shape[0] : throw node.Mixes(operands);
        }

        return new(type, rows is not null, shape);
    }
}
