using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Contract;

/// <summary>
/// SHA-256 over a sequence of values. Each is hashed with its length before it, so that no two sequences run into the same bytes;
/// docs/model-format.md states the order. The bytes of the protocol buffer play no part: another writer may order fields and pack numbers
/// differently.
/// </summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Dispose() => _hash.Dispose();

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Add(IReadOnlyCollection<StringStringEntryProto> entries)
    {
        Add(entries.Count);
        foreach (var entry in entries)
        {
            Add(entry.Key);
            Add(entry.Value);
        }
    }

    /// <summary>Inputs and outputs: names, types, and sizes, a free one as −1.</summary>
    public void Add(IReadOnlyCollection<ValueInfoProto> values)
    {
        Add(values.Count);
        foreach (var value in values)
        {
            var tensor = value.Type?.TensorType;
            Add(value.Name);
            Add(tensor?.ElemType ?? 0);
            Add([.. tensor?.Shape?.Dim.Select(size => size.HasDimValue ? size.DimValue : -1) ?? []]);
        }
    }

    public void Add(IReadOnlyCollection<NodeProto> nodes)
    {
        Add(nodes.Count);
        foreach (var node in nodes)
        {
            Add(node.OpType);
            Add(node.Input);
            Add(node.Output);
            Add(node.Attribute.Count);
            foreach (var attribute in node.Attribute.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
            {
                Add(attribute.Name);
                Add((int)attribute.Type);
                Add(attribute.I);
                Add(BitConverter.SingleToInt32Bits(attribute.F));
                Add(attribute.S.Span);
                Add([.. attribute.Ints]);
            }
        }
    }

    public void Add(IReadOnlyCollection<TensorProto> tensors)
    {
        Add(tensors.Count);
        foreach (var tensor in tensors)
        {
            Add(tensor.Name);
            Add(tensor.DataType);
            Add([.. tensor.Dims]);
            Add(tensor.RawData.Span);
        }
    }

    private void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    private void Add(IReadOnlyCollection<string> texts)
    {
        Add(texts.Count);
        foreach (var text in texts)
        {
            Add(text);
        }
    }

    private void Add(long[] numbers)
    {
        Add(numbers.Length);
        foreach (var number in numbers)
        {
            Add(number);
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        _hash.AppendData(bytes);
    }

    /// <summary>8 bytes, little-endian.</summary>
    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }
}
