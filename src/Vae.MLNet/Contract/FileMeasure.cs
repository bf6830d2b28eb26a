using System.Globalization;
namespace Vae.MLNet.Contract;

/// <summary>The sizes of a model file, measured before it is parsed: a few bytes of a file can become a thousand times as many in memory.</summary>
internal sealed class FileMeasure
{
    private const int ModelGraph = 7;
    private const int ModelMetadata = 14;
    private const int GraphNode = 1;
    private const int GraphInitializer = 5;
    private const int TensorRawData = 9;

    private long _metadataBytes;
    private long _metadataEntries;
    private long _numberBytes;
    private long _nodes;
    private long _initializers;

    /// <summary>Refuses a file beyond <see cref="FileLimits"/>; false where the bytes are no protocol buffer.</summary>
    public static bool Check(string source, ReadOnlySpan<byte> bytes)
    {
        CheckSize(source, bytes.Length);
        var measure = new FileMeasure();
        if (!measure.Model(bytes))
        {
            return false;
        }

        Require(source, "metadata", measure._metadataBytes, FileLimits.MetadataBytes, "bytes");
        Require(source, "metadata", measure._metadataEntries, FileLimits.MetadataEntries, "entries");
        Require(source, "the graph", measure._nodes, FileLimits.Nodes, "nodes");
        Require(source, "the graph", measure._initializers, FileLimits.Initializers, "tensors");
        var graphBytes = bytes.Length - measure._metadataBytes - measure._numberBytes;
        Require(source, "the graph without its numbers", graphBytes, FileLimits.GraphBytes, "bytes");
        return true;
    }

    /// <summary>Refuses a file of more than <see cref="FileLimits.FileBytes"/>.</summary>
    public static void CheckSize(string source, long bytes) => Require(source, "the file", bytes, FileLimits.FileBytes, "bytes");

    private static void Require(string source, string what, long found, long limit, string unit)
    {
        if (found > limit)
        {
            throw VaeModelException.Unsupported(
                source,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} must hold at most {limit:N0} {unit}; got {found:N0} (unsupported). No model of Vae.MLNet is as large: "
                        + $"get the file from its maker again."));
        }
    }

    private bool Model(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == ModelMetadata)
            {
                _metadataBytes += reader.Content.Length;
                _metadataEntries++;
            }
            else if (reader.Field == ModelGraph && !Graph(reader.Content))
            {
                return false;
            }
        }

        return !reader.IsBroken;
    }

    private bool Graph(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            _nodes += reader.Field == GraphNode ? 1 : 0;
            if (reader.Field == GraphInitializer)
            {
                _initializers++;
                if (!Initializer(reader.Content))
                {
                    return false;
                }
            }
        }

        return !reader.IsBroken;
    }

    private bool Initializer(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            _numberBytes += reader.Field == TensorRawData ? reader.Content.Length : 0;
        }

        return !reader.IsBroken;
    }
}
