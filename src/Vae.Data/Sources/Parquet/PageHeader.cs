namespace Vae.Data.Sources.Parquet;

/// <summary>What stands before a page of a column (parquet.thrift, PageHeader), as far as it says whether the page is whole.</summary>
/// <param name="Type">0 for data, 1 for an index, 2 for a dictionary, 3 for data of version 2.</param>
/// <param name="Bytes">Size of the page once it is unpacked.</param>
/// <param name="CompressedBytes">Size of the page as it stands.</param>
/// <param name="Checksum">CRC-32 of these bytes, where the writer made one.</param>
/// <param name="Values">Number of values, missing ones among them.</param>
/// <param name="IsPacked">False where the page says that it stands unpacked in a column that is packed.</param>
internal readonly record struct PageHeader(int Type, int Bytes, int CompressedBytes, int? Checksum, int Values, bool IsPacked)
{
    private const int ThriftFalse = 2;

    private const int ThriftInt = 5;

    private const int ThriftStruct = 12;

    /// <summary>The fields of data of version 2 that say how many bytes of levels stand before the values, never packed.</summary>
    private const int DefinitionBytes = 5, RepetitionBytes = 6;

    /// <summary>The field of data of version 2 that says whether the values are packed.</summary>
    private const int IsCompressed = 7;

    /// <summary>
    /// The fields that each kind must have, as bits: one that a damaged number took away would be read as a zero, and say another encoding.
    /// </summary>
    private const int OfData = 0b11110, OfDictionary = 0b110, OfVersion2 = 0b1111110;

    /// <summary>Size of what stands before the values of a page of version 2 and is never packed; 0 for other pages.</summary>
    public int LevelBytes { get; init; }

    /// <summary>Where in the header the size of the page as it stands is written.</summary>
    public (int Start, int End) SizePlace { get; init; }

    /// <summary>Reads the header at the start of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="length">Size of the header.</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static PageHeader Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ThriftReader(bytes);
        var (header, isWhole, field) = (new PageHeader(-1, -1, -1, null, 0, true), false, 0);
        while (reader.NextField(ref field, out var type))
        {
            var start = reader.Position;
            header = (field, type) switch
            {
                (1, not ThriftStruct) => header with { Type = reader.ReadInt() },
                (2, not ThriftStruct) => header with { Bytes = reader.ReadInt() },
                (3, not ThriftStruct) => header with { CompressedBytes = reader.ReadInt() },
                (4, not ThriftStruct) => header with { Checksum = reader.ReadInt() },
                (5, ThriftStruct) => ReadValues(ref reader, OfData, header),
                (7, ThriftStruct) => ReadValues(ref reader, OfDictionary, header),
                (8, ThriftStruct) => ReadValues(ref reader, OfVersion2, header),
                _ => Skipped(ref reader, type, header),
            };
            if (field == 3)
            {
                (header, isWhole) = (header with { SizePlace = (start, reader.Position) }, true);
            }
        }

        length = reader.Position;
        return isWhole ? header : throw new InvalidDataException("a page without a header");
    }

    /// <summary>All three kinds of pages with values begin with their number; data of version 2 say whether they are packed.</summary>
    private static PageHeader ReadValues(ref ThriftReader reader, int required, PageHeader header)
    {
        header = header with { Values = -1 };
        var found = 0;
        for (var field = 0; reader.NextField(ref field, out var type);)
        {
            found |= field is > 0 and < 32 ? 1 << field : 0;
            if (field == 1)
            {
                header = header with { Values = reader.ReadInt() };
                continue;
            }

            if ((required, type) == (OfVersion2, ThriftInt) && field is DefinitionBytes or RepetitionBytes)
            {
                header = header with { LevelBytes = header.LevelBytes + LevelsOf(reader.ReadInt()) };
                continue;
            }

            header = header with { IsPacked = header.IsPacked && !(required == OfVersion2 && (field, type) == (IsCompressed, ThriftFalse)) };
            reader.Skip(type);
        }

        return (found & required) == required ? header : throw new InvalidDataException("a page header without what it must have");
    }

    private static int LevelsOf(int bytes) =>
        bytes is >= 0 and <= int.MaxValue / 2 ? bytes : throw new InvalidDataException("a page header without what it must have");

    private static PageHeader Skipped(ref ThriftReader reader, int type, PageHeader header)
    {
        reader.Skip(type);
        return header;
    }
}
