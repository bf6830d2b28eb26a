using System.Buffers.Binary;
using Google.Protobuf;
using Vae.MLNet.Onnx;
using static Vae.Fuzz.Tests.Models.ModelEdits;

namespace Vae.Fuzz.Tests.Models;

/// <summary>Changes of the numbers: weights, sizes, axes and tables.</summary>
internal static class TensorEdits
{
    private static readonly float[] Numbers = [0, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f, 1e-40f];

    public static string Apply(Random random, GraphProto graph, GraphProto other)
    {
        if (graph.Initializer.Count == 0)
        {
            graph.Initializer.Add(other.Initializer.Select(tensor => tensor.Clone()));
            return "all tensors of another model";
        }

        var place = random.Next(graph.Initializer.Count);
        var tensor = graph.Initializer[place];
        var name = $"tensor {tensor.Name}";
        switch (random.Next(20))
        {
            case 0:
                graph.Initializer.RemoveAt(place);
                return $"{name} removed";
            case 1:
                graph.Initializer.Add(tensor.Clone());
                return $"{name} twice";
            case 2:
                var old = tensor.Name;
                tensor.Name = One(random, graph.Initializer).Name;
                return $"tensor {old} renamed {tensor.Name}";
            case 3 when tensor.Dims.Count > 0:
                tensor.Dims[random.Next(tensor.Dims.Count)] = Size(random);
                return $"size of {name}";
            case 4:
                var dims = tensor.Dims.Reverse().Append(1).Skip(random.Next(2)).ToArray();
                tensor.Dims.Clear();
                tensor.Dims.AddRange(dims);
                return $"shape of {name}";
            case 5:
                tensor.DataType = random.Next(20);
                return $"type of {name}";
            case 6:
                tensor.RawData = ByteString.CopyFrom(tensor.RawData.Span[..random.Next(tensor.RawData.Length + 1)]);
                return $"{name} cut";
            case 7:
                tensor.DataLocation = 1;
                tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "../../etc/passwd" });
                return $"{name} outside the file";
            case 8:
                tensor.FloatData.Add(Numbers[random.Next(Numbers.Length)]);
                return $"{name} with numbers in two places";
            case 9 when other.Initializer.Count > 0:
                graph.Initializer[place] = One(random, other.Initializer).Clone();
                graph.Initializer[place].Name = tensor.Name;
                return $"{name} of another model";
            default:
                return Number(random, tensor) ? $"number of {name}" : $"{name} as it is";
        }
    }

    private static bool Number(Random random, TensorProto tensor)
    {
        var bytes = tensor.RawData.ToByteArray();
        var isLong = tensor.DataType == (int)TensorProto.Types.DataType.Int64;
        var size = isLong ? sizeof(long) : sizeof(float);
        if (bytes.Length < size)
        {
            return false;
        }

        var at = bytes.AsSpan(random.Next(bytes.Length / size) * size);
        if (isLong)
        {
            BinaryPrimitives.WriteInt64LittleEndian(at, Size(random));
        }
        else
        {
            BinaryPrimitives.WriteSingleLittleEndian(at, random.Next(2) == 0 ? Numbers[random.Next(Numbers.Length)] : random.NextSingle());
        }

        tensor.RawData = ByteString.CopyFrom(bytes);
        return true;
    }
}
