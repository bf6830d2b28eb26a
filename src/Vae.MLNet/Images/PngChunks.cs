using System.Buffers.Binary;

namespace Vae.MLNet.Images;

/// <summary>The chunks of a PNG file (ISO/IEC 15948): length, name, content, checksum. The decoder verifies the checksums.</summary>
internal static class PngChunks
{
    private const int SignatureBytes = 8;
    private const int BytesAroundContent = 12;
    private const byte PaletteColour = 3;

    public static ImageStructure Read(ReadOnlySpan<byte> bytes)
    {
        var structure = new ImageStructure(IsComplete: false);
        var rest = bytes[SignatureBytes..];
        while (rest.Length >= BytesAroundContent)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var name = rest.Slice(4, 4);
            if (length > rest.Length - BytesAroundContent)
            {
                return structure;
            }

            var content = rest.Slice(8, (int)length);
            if (name.SequenceEqual("IEND"u8))
            {
                return structure with { IsComplete = true };
            }

            if (name.SequenceEqual("IHDR"u8) && length >= 10)
            {
                structure = structure with { Bits = content[8], HasPalette = content[9] == PaletteColour };
            }
            else if (name.SequenceEqual("acTL"u8) && length >= 4)
            {
                structure = structure with { Frames = BinaryPrimitives.ReadUInt32BigEndian(content) };
            }

            rest = rest[(BytesAroundContent + (int)length)..];
        }

        return structure;
    }
}
