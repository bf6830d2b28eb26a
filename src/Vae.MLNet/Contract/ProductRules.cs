using DataType = Vae.MLNet.Onnx.TensorProto.Types.DataType;

namespace Vae.MLNet.Contract;

/// <summary>Products of matrices. Rows stay apart where one side is constant and the axis of the rows is not the one summed over.</summary>
internal static class ProductRules
{
    /// <summary>[.., n, k] · [k, m], rows on the left; or a constant [n, k] on the left of [rows, .., k, m].</summary>
    public static AbstractTensor MatMul(NodeView node)
    {
        node.RequireType(DataType.Float);
        var (left, right) = (node[0], node[1]);
        node.Require(left.Rank >= 2 && right.Rank >= 2 && left.Shape[^1] == right.Shape[^2], "multiply matrices that fit each other");
        return (left.Batched, right.Batched) switch
        {
            (_, false) when right.Rank == 2 => left.With([.. left.Shape.SkipLast(1), right.Shape[1]]),
            (false, true) when left.Rank == 2 && right.Rank >= 3 => right.With([.. right.Shape.SkipLast(2), left.Shape[0], right.Shape[^1]]),
            _ => throw node.Mixes(left, right),
        };
    }

    /// <summary>A dense layer: [rows, k] · [k, m] + [m].</summary>
    public static AbstractTensor Gemm(NodeView node)
    {
        node.RequireType(DataType.Float);
        var (x, weight, bias) = (node[0], node[1], node[2]);
        if (weight.Batched || bias.Batched)
        {
            throw node.Mixes(x, weight, bias);
        }

        node.Require(x.Rank == 2 && weight.Rank == 2, "multiply matrices");
        var (inner, outer) = node.Int("transB", 0) == 0 ? (weight.Shape[0], weight.Shape[1]) : (weight.Shape[1], weight.Shape[0]);
        node.Require(x.Shape[1] == inner && bias.Rank == 1 && bias.Shape[0] == outer, "multiply matrices that fit each other");
        return x.With([x.Shape[0], outer]);
    }
}
