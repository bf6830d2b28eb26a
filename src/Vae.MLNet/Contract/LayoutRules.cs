namespace Vae.MLNet.Contract;

/// <summary>
/// Operators that rearrange numbers. Those of a row lie one after the other, so rows stay apart as long as no axis moves before theirs and no cut
/// goes through a row.
/// </summary>
internal static class LayoutRules
{
    /// <summary>The first size must be −1, whatever the rows are; the others divide the numbers of a row.</summary>
    public static AbstractTensor Reshape(NodeView node)
    {
        var input = node[0];
        node.Require(
            node.Integers(1) is [-1, ..] and { Count: <= FileLimits.Axes } shape && shape.Skip(1).All(size => size >= 1),
            "have shape [-1, sizes]");
        var sizes = node.Integers(1).Skip(1).ToArray();
        var (had, has) = (GraphSafety.Elements(input.Shape), GraphSafety.Elements(sizes));
        if (has < 1 || had % has != 0)
        {
            throw input.Batched ? node.Mixes(input) : node.Invalid("keep the number of elements", input.ToString());
        }

        return input.With([had / has, .. sizes]);
    }

    public static AbstractTensor Flatten(NodeView node)
    {
        node.Require(node[0].Rank >= 1, "have axes");
        return node[0].With([node[0].Shape[0], GraphSafety.Elements([.. node[0].Shape.Skip(1)])]);
    }

    public static AbstractTensor Unsqueeze(NodeView node)
    {
        var (input, axes) = (node[0], node.Integers(1));
        node.Require(axes is { Count: 1 } && input.Rank < FileLimits.Axes, "add one axis");
        var axis = node.Axis(axes[0], input.Rank + 1);
        return input.Batched && axis == 0 ? throw node.Mixes(input) : input.With([.. input.Shape.Take(axis), 1, .. input.Shape.Skip(axis)]);
    }

    public static AbstractTensor Transpose(NodeView node)
    {
        var input = node[0];
        var order = node.Ints("perm") ?? [.. Enumerable.Range(0, input.Rank).Reverse().Select(axis => (long)axis)];
        node.Require(order.Order().SequenceEqual(Enumerable.Range(0, input.Rank).Select(axis => (long)axis)), "name each axis once");
        return input.Batched && order[0] != 0 ? throw node.Mixes(input) : input.With(order.Select(axis => input.Shape[(int)axis]));
    }

    public static AbstractTensor Concat(NodeView node)
    {
        var (first, parts) = (node[0], node.Inputs);
        var axis = node.AxisWithin(first, node.Int("axis", long.MaxValue));
        if (parts.Any(part => part.Batched != first.Batched || (part.Batched && part.Shape[0] != first.Shape[0])))
        {
            throw node.Mixes(parts);
        }

        node.Require(
            parts.All(part => part.Type == first.Type && part.Rank == first.Rank && Others(part).SequenceEqual(Others(first))),
            "have parts that fit each other");
        return first.With(first.Shape.Select((size, i) => i == axis ? parts.Sum(part => part.Shape[axis]) : size));

        IEnumerable<long> Others(AbstractTensor part) => part.Shape.Where((_, i) => i != axis);
    }

    /// <summary>A part of some axes: starts, ends and axes are constants.</summary>
    public static AbstractTensor Slice(NodeView node)
    {
        var (input, starts, ends, axes) = (node[0], node.Integers(1), node.Integers(2), node.Integers(3));
        node.Require(
            starts.Count == axes.Count && ends.Count == axes.Count && axes.Distinct().Count() == axes.Count,
            "have a start and an end for each axis");
        var shape = input.Shape.ToArray();
        for (var i = 0; i < axes.Count; i++)
        {
            var axis = node.AxisWithin(input, axes[i]);
            node.Require(axes[i] >= 0 && starts[i] >= 0 && starts[i] < ends[i] && ends[i] <= input.Shape[axis], "take a part of each axis");
            shape[axis] = ends[i] - starts[i];
        }

        return input.With(shape);
    }
}
