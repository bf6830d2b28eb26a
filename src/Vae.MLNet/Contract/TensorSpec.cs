using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>What the contract demands of one input or output: its name, element type and the shape of one row (empty: one number per row).</summary>
internal sealed record TensorSpec(string Name, TensorProto.Types.DataType Type, IReadOnlyList<int> RowShape)
{
    /// <summary>True where a file may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The number of elements of one row.</summary>
    public int Width { get; } = RowShape.Aggregate(1, (product, size) => product * size);

    /// <summary>What an output of the catalogue is in a model.</summary>
    public static TensorSpec Of(VaeOutput output, VaeModelInfo info) =>
        new(output.Name, output.IsFlag ? TensorProto.Types.DataType.Bool : TensorProto.Types.DataType.Float, output.RowShape(info))
        {
            IsOptional = output.IsOptional,
        };

    /// <summary>What every member's decoder makes of a latent, as new rows are made of it; files from before lack it.</summary>
    public static TensorSpec MemberReconstruction(VaeModelInfo info) =>
        new(TensorNames.MemberReconstruction, TensorProto.Types.DataType.Float, [info.Members, .. info.InputShape]) { IsOptional = true };

    /// <summary>The shape of <paramref name="rows"/> rows: [rows, ...].</summary>
    public long[] Shape(int rows)
    {
        var shape = new long[RowShape.Count + 1];
        shape[0] = rows;
        for (var axis = 1; axis < shape.Length; axis++)
        {
            shape[axis] = RowShape[axis - 1];
        }

        return shape;
    }

    public override string ToString() => Describe(Type, ["rows", .. RowShape.Select(size => FormattableString.Invariant($"{size}"))]);

    public static string Describe(TensorProto.Types.DataType type, IEnumerable<string> dimensions) =>
        $"{type.ToString().ToLowerInvariant()} [{string.Join(", ", dimensions)}]";
}
