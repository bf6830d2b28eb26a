using DataType = Vae.MLNet.Onnx.TensorProto.Types.DataType;

namespace Vae.MLNet.Contract;

/// <summary>Operators that make one number of many, along axes that must not be the one of the rows.</summary>
internal static class ReductionRules
{
    /// <summary>Sums, means and minima: axes as an attribute, or as a second input.</summary>
    public static AbstractTensor Along(NodeView node)
    {
        var input = node[0];
        node.Require(input.Type == DataType.Float, "work on floats");
        var axes = node.Ints("axes") ?? (node.Inputs.Count > 1 ? node.Integers(1) : throw node.Invalid("name its axes", "none"));
        var reduced = axes.Select(axis => node.AxisWithin(input, axis)).ToHashSet();
        node.Require(reduced.Count == axes.Count && axes.Count > 0, "name each axis once");
        return Without(node, reduced);
    }

    /// <summary>The place of the smallest.</summary>
    public static AbstractTensor Place(NodeView node)
    {
        node.RequireType(DataType.Float);
        return Without(node, [node.AxisWithin(node[0], node.Int("axis", 0))]).As(DataType.Int64);
    }

    /// <summary>The largest of the last axis.</summary>
    public static AbstractTensor Largest(NodeView node)
    {
        var input = node[0];
        node.Require(input.Type == DataType.Float, "work on floats");
        var axis = node.AxisWithin(input, -1);
        return node.Integers(1) is [var count] && count >= 1 && count <= input.Shape[axis]
            ? input.With([.. input.Shape.Take(axis), count])
            : throw node.Invalid(FormattableString.Invariant($"take 1 to {input.Shape[axis]} numbers"), string.Join(", ", node.Integers(1).Take(2)));
    }

    private static AbstractTensor Without(NodeView node, HashSet<int> reduced)
    {
        var keeps = node.Int("keepdims", 1) != 0;
        var sizes = node[0].Shape.Select((size, axis) => reduced.Contains(axis) ? 1 : size);
        return node[0].With(sizes.Where((_, axis) => keeps || !reduced.Contains(axis)));
    }
}
