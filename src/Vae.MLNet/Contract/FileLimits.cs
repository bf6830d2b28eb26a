namespace Vae.MLNet.Contract;

/// <summary>
/// What a model file may ask for. Each limit stands well above what the exporter writes at its largest, and low enough that reading up to it takes
/// neither gigabytes nor seconds. docs/model-format.md lists them.
/// </summary>
internal static class FileLimits
{
    /// <summary>Bytes of a file. Reading one needs about three times as much memory, and a protocol buffer ends at twice this.</summary>
    public const long FileBytes = 1L << 30;

    /// <summary>Bytes of all metadata. Columns take most: 1,000 categories of 30 letters are 40 kB.</summary>
    public const long MetadataBytes = 16 << 20;

    /// <summary>Entries of the metadata; format 1 has some twenty.</summary>
    public const int MetadataEntries = 1_000;

    /// <summary>Bytes of the graph without its numbers and without metadata: names, operations, shapes. 20 members for images take one MiB.</summary>
    public const long GraphBytes = 8 << 20;

    /// <summary>
    /// Nodes. 20 members, the most there can be, take 1,500 for tables and 6,000 for images; ONNX Runtime's optimiser takes seconds for more.
    /// </summary>
    public const int Nodes = 8_192;

    /// <summary>Tensors in the file; nodes have one each or less, those of text columns a little more.</summary>
    public const int Initializers = 16_384;

    /// <summary>Axes of a tensor. Images have four, distances to references three.</summary>
    public const int Axes = 8;

    /// <summary>Numbers of a row: 1,555 in wide tables, 196,608 in the largest images.</summary>
    public const int Features = 1 << 20;

    /// <summary>Numbers of a constant: as many floats as a file has bytes for.</summary>
    public const long Elements = FileBytes / sizeof(float);

    /// <summary>
    /// Numbers that one row makes in one tensor. 320 pixels a side with 100 channels are a third of it. Sizes in a graph could otherwise raise the
    /// memory of a row without a limit.
    /// </summary>
    public const long RowElements = 1 << 25;

    /// <summary>Bytes that an entry of <c>model.zip</c> may have whatever it was packed into: zeros pack a thousand to one.</summary>
    public const long UnpackedBytes = 64 << 20;

    /// <summary>How many times larger than packed a larger entry may be: weights hardly pack at all.</summary>
    public const long UnpackedRatio = 20;
}
