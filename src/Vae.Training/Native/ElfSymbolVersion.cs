using System.Buffers.Binary;
using System.Text;

namespace Vae.Training.Native;

/// <summary>
/// Makes one symbol version that an ELF library asks for optional ("weak"), so that the library also loads where the version is not offered.
/// Layout of the tables: System V ABI chapter 4 (sections, symbols) and Linux Standard Base 5.0, section 10.7 (symbol versions).
/// </summary>
internal static class ElfSymbolVersion
{
    private const uint DynamicSymbols = 11;
    private const uint VersionsNeeded = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;
    private const ushort WeakVersion = 2;
    private const byte WeakBinding = 2;
    private const int SymbolSize = 24;

    /// <summary>Weakens version <paramref name="version"/> and the symbols bound to it; returns whether the library asked for it.</summary>
    /// <param name="library">A 64-bit little-endian ELF file, changed in place.</param>
    /// <param name="version">The version's name, for example <c>GLIBCXX_3.4.32</c>.</param>
    /// <exception cref="InvalidDataException">The bytes are not such a file.</exception>
    public static bool Weaken(Span<byte> library, string version)
    {
        if (library.Length < 64 || !library.StartsWith("\u007fELF\u0002\u0001"u8))
        {
            throw new InvalidDataException("Native library must be a 64-bit little-endian ELF file; got other bytes.");
        }

        var sections = Sections(library);
        var needed = sections.Find(section => section.Type == VersionsNeeded);
        var symbols = sections.Find(section => section.Type == DynamicSymbols);
        var versions = sections.Find(section => section.Type == SymbolVersions);
        if (needed.Size == 0
            || symbols.Size == 0
            || versions.Size == 0
            || WeakenNeeded(library, needed, sections[needed.Link].Offset, version) is not { } index)
        {
            return false;
        }

        for (var i = 0; i < symbols.Size / SymbolSize; i++)
        {
            if ((U16(library, versions.Offset + (2 * i)) & 0x7fff) == index)
            {
                ref var info = ref library[symbols.Offset + (SymbolSize * i) + 4];
                info = (byte)((WeakBinding << 4) | (info & 0xf));
            }
        }

        return true;
    }

    private static int? WeakenNeeded(Span<byte> library, Section needed, int strings, string version)
    {
        var name = Encoding.ASCII.GetBytes(version + "\0");
        for (int file = needed.Offset, nextFile = 1; nextFile != 0; file += nextFile)
        {
            nextFile = U32(library, file + 12);
            var entry = file + U32(library, file + 8);
            for (var left = U16(library, file + 2); left > 0; left--)
            {
                if (library[(strings + U32(library, entry + 8))..].StartsWith(name))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(library[(entry + 4)..], (ushort)(U16(library, entry + 4) | WeakVersion));
                    return U16(library, entry + 6);
                }

                entry += U32(library, entry + 12);
            }
        }

        return null;
    }

    private static List<Section> Sections(ReadOnlySpan<byte> library)
    {
        var table = Offset(library, 0x28);
        var size = U16(library, 0x3a);
        var sections = new List<Section>();
        for (var i = 0; i < U16(library, 0x3c); i++)
        {
            var header = table + (size * i);
            sections.Add(new((uint)U32(library, header + 4), Offset(library, header + 24), Offset(library, header + 32), U32(library, header + 40)));
        }

        return sections;
    }

    private static int Offset(ReadOnlySpan<byte> library, int at) => checked((int)BinaryPrimitives.ReadInt64LittleEndian(library[at..]));

    private static int U32(ReadOnlySpan<byte> library, int at) => BinaryPrimitives.ReadInt32LittleEndian(library[at..]);

    private static int U16(ReadOnlySpan<byte> library, int at) => BinaryPrimitives.ReadUInt16LittleEndian(library[at..]);

    private readonly record struct Section(uint Type, int Offset, int Size, int Link);
}
