using DataType = Vae.MLNet.Onnx.TensorProto.Types.DataType;

namespace Vae.MLNet.Contract;

/// <summary>
/// Operators that pick by index: constant places out of every row, computed places out of a constant table, or computed places of a row out of the
/// same row.
/// </summary>
internal static class LookupRules
{
    public static AbstractTensor Gather(NodeView node)
    {
        var (data, indices) = (node[0], node[1]);
        node.Require(indices.Type == DataType.Int64, "have 64-bit integers as places");
        var axis = node.AxisWithin(data, node.Int("axis", 0));
        if (indices.Batched && (data.Batched || axis != 0))
        {
            throw node.Mixes(data, indices);
        }

        node.Require(indices.Batched || (indices.Integers ?? throw node.Invalid("have places out of the file or of each row", indices.ToString()))
            .All(place => place >= -data.Shape[axis] && place < data.Shape[axis]), "pick places that the axis has");
        node.Require(data.Rank + indices.Rank - 1 <= FileLimits.Axes, "have few axes");
        return new(data.Type, data.Batched || indices.Batched, [.. data.Shape.Take(axis), .. indices.Shape, .. data.Shape.Skip(axis + 1)]);
    }

    /// <summary>With one batch axis, the place of a row picks out of that row.</summary>
    public static AbstractTensor GatherByRow(NodeView node)
    {
        var (data, places) = (node[0], node[1]);
        node.Require(places.Type == DataType.Int64, "have 64-bit integers as places");
        if (node.Int("batch_dims", 0) != 1 || !data.Batched || !places.Batched || data.Shape[0] != places.Shape[0])
        {
            throw node.Mixes(data, places);
        }

        node.Require(places.Rank >= 2 && places.Shape[^1] < data.Rank, "have as many numbers as axes in a place");
        return data.With([.. places.Shape.SkipLast(1), .. data.Shape.Skip(1 + (int)places.Shape[^1])]);
    }
}
