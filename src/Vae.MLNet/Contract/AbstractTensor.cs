using System.Buffers.Binary;
using Vae.MLNet.Onnx;
using DataType = Vae.MLNet.Onnx.TensorProto.Types.DataType;

namespace Vae.MLNet.Contract;

/// <summary>What is known of a tensor without computing it: whether it is made of rows, and its shape.</summary>
/// <param name="Type">The type of its elements.</param>
/// <param name="Batched">True where the first axis holds the rows of the input in order, each as often as <c>Shape[0]</c> says, and nothing of one
/// row depends on another. False for constants.</param>
/// <param name="Shape">The sizes of all axes; of batched tensors the first is how many places a row of the input takes along it, mostly 1.</param>
internal sealed record AbstractTensor(DataType Type, bool Batched, IReadOnlyList<long> Shape)
{
    private readonly TensorProto? _value;

    public int Rank => Shape.Count;

    /// <summary>The integers of a constant out of the file; null of all others.</summary>
    public IReadOnlyList<long>? Integers => Values(DataType.Int64, sizeof(long), BinaryPrimitives.ReadInt64LittleEndian);

    /// <summary>The floats of a constant out of the file; null of all others.</summary>
    public IReadOnlyList<float>? Floats => Values(DataType.Float, sizeof(float), BinaryPrimitives.ReadSingleLittleEndian);

    public static AbstractTensor Constant(TensorProto tensor) => new((DataType)tensor.DataType, false, [.. tensor.Dims], tensor);

    /// <summary>An input or output with one place per row.</summary>
    public static AbstractTensor Rows(TensorSpec spec) => new(spec.Type, true, spec.Shape(1));

    /// <summary>The same with another shape; its numbers are not known any more.</summary>
    public AbstractTensor With(IEnumerable<long> shape) => new(Type, Batched, [.. shape]);

    /// <summary>The same with another type.</summary>
    public AbstractTensor As(DataType type) => new(type, Batched, Shape);

    public override string ToString() => TensorSpec.Describe(Type, Shape.Select((size, axis) => FormattableString.Invariant(
        $"{(Batched && axis == 0 ? size == 1 ? "rows" : $"{size}·rows" : size)}")));

    private T[]? Values<T>(DataType type, int size, Func<ReadOnlySpan<byte>, T> read)
    {
        if (_value is null || Type != type)
        {
            return null;
        }

        var bytes = _value.RawData.Span;
        var values = new T[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = read(bytes[(i * size)..]);
        }

        return values;
    }

    private AbstractTensor(DataType type, bool batched, IReadOnlyList<long> shape, TensorProto value)
        : this(type, batched, shape) => _value = value;
}
