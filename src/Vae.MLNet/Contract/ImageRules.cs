using DataType = Vae.MLNet.Onnx.TensorProto.Types.DataType;

namespace Vae.MLNet.Contract;

/// <summary>Operators on images [rows, channels, height, width]: they look at neighbours within an image, never at another image.</summary>
internal static class ImageRules
{
    public static AbstractTensor Convolution(NodeView node)
    {
        node.RequireType(DataType.Float);
        var (x, kernel, group) = (node[0], node[1], node.Int("group", 1));
        if (node.Inputs.Skip(1).Any(input => input.Batched))
        {
            throw node.Mixes(node.Inputs);
        }

        node.Require(x.Rank == 4 && kernel.Rank == 4 && group >= 1, "filter images");
        node.Require(kernel.Shape[1] * group == x.Shape[1] && kernel.Shape[0] % group == 0, "have kernels that fit the channels");
        node.Require(node.Ints("kernel_shape") is not { } size || size.SequenceEqual(kernel.Shape.Skip(2)), "have kernels of the size it names");
        node.Require(node.Inputs.Count < 3 || node[2].Shape.SequenceEqual([kernel.Shape[0]]), "have a number for each kernel");
        return x.With([x.Shape[0], kernel.Shape[0], .. Windows(node, x, [.. kernel.Shape.Skip(2)])]);
    }

    public static AbstractTensor Pool(NodeView node)
    {
        node.RequireType(DataType.Float);
        node.Require(node[0].Rank == 4 && node.Ints("kernel_shape") is [>= 1, >= 1], "pool images");
        return node[0].With([.. node[0].Shape.Take(2), .. Windows(node, node[0], node.Ints("kernel_shape")!)]);
    }

    /// <summary>Widens axes, none of them the one of the rows.</summary>
    public static AbstractTensor Pad(NodeView node)
    {
        var (input, pads) = (node[0], node.Integers(1));
        node.Require(
            input.Type == DataType.Float && pads.Count == 2 * input.Rank && pads.All(pad => pad is >= 0 and <= FileLimits.Features),
            "widen axes of floats");
        return input.Batched && (pads[0] > 0 || pads[input.Rank] > 0)
            ? throw node.Mixes(input)
            : input.With(input.Shape.Select((size, axis) => size + pads[axis] + pads[axis + input.Rank]));
    }

    /// <summary>Repeats pixels by whole factors.</summary>
    public static AbstractTensor Repeat(NodeView node)
    {
        var input = node[0];
        node.Require(
            node.Inputs.Count == 2 && input is { Rank: 4, Type: DataType.Float } && node.Text("mode", "") == "nearest",
            "repeat pixels of images");
        return node[2].Floats is [1, 1, var down, var across] && IsFactor(down) && IsFactor(across)
            ? input.With([.. input.Shape.Take(2), input.Shape[2] * (long)down, input.Shape[3] * (long)across])
            : throw node.Invalid("have constant factors, 1 for rows and channels", string.Join(", ", node[2].Floats?.Take(4) ?? []));

        static bool IsFactor(float factor) => factor is >= 1 and <= VaeImageShape.LargestSide && factor == MathF.Floor(factor);
    }

    /// <summary>How many windows fit beside and above each other.</summary>
    private static IEnumerable<long> Windows(NodeView node, AbstractTensor x, IReadOnlyList<long> kernel)
    {
        var (strides, pads) = (node.Ints("strides") ?? [1, 1], node.Ints("pads") ?? [0, 0, 0, 0]);
        node.Require(
            strides is [>= 1, >= 1] && pads.Count == 4 && pads.All(pad => pad is >= 0 and <= VaeImageShape.LargestSide),
            "have strides and pads for height and width");
        for (var side = 0; side < 2; side++)
        {
            var room = x.Shape[2 + side] + pads[side] + pads[side + 2] - kernel[side];
            node.Require(room >= 0, "have windows that are no larger than the images");
            yield return (room / strides[side]) + 1;
        }
    }
}
