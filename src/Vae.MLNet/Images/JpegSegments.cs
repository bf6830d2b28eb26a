using System.Buffers.Binary;

namespace Vae.MLNet.Images;

/// <summary>
/// The segments of a JPEG file (ITU-T T.81, annex B), walked to the end mark: decoders fill what is missing with grey and call it success
/// where a broken copy ends in zeros.
/// </summary>
internal static class JpegSegments
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const int InkComponents = 4;

    public static ImageStructure Read(ReadOnlySpan<byte> bytes)
    {
        var structure = new ImageStructure(IsComplete: false);
        var position = 2;
        while (true)
        {
            position = NextMarker(bytes, position);
            if (position >= bytes.Length)
            {
                return structure;
            }

            var marker = bytes[position++];
            if (marker == EndOfImage)
            {
                return structure with { IsComplete = true };
            }

            if (IsAlone(marker))
            {
                continue;
            }

            if (position + 2 > bytes.Length)
            {
                return structure;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[position..]);
            if (IsFrame(marker) && position + 8 <= bytes.Length)
            {
                structure = structure with { Bits = bytes[position + 2], IsCmyk = bytes[position + 7] == InkComponents };
            }

            position += length;
            if (marker == StartOfScan)
            {
                position = EndOfScan(bytes, position);
            }
        }
    }

    /// <summary>The place of the next marker's code; it follows one or more bytes FF.</summary>
    private static int NextMarker(ReadOnlySpan<byte> bytes, int position)
    {
        while (position < bytes.Length && bytes[position] != 0xFF)
        {
            position++;
        }

        while (position < bytes.Length && bytes[position] == 0xFF)
        {
            position++;
        }

        return position;
    }

    /// <summary>The place of the marker that ends coded data: FF 00 and restart markers belong to the data.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> bytes, int position)
    {
        while (position + 1 < bytes.Length)
        {
            var step = bytes[position..].IndexOf((byte)0xFF);
            if (step < 0 || position + step + 1 >= bytes.Length)
            {
                return bytes.Length;
            }

            position += step;
            if (bytes[position + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return position;
            }

            position += bytes[position + 1] == 0xFF ? 1 : 2;
        }

        return bytes.Length;
    }

    private static bool IsAlone(byte marker) => marker is 0 or 1 or (>= 0xD0 and <= 0xD8);

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
