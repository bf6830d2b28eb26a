using System.Buffers.Binary;
using System.Text;
using Vae.Training.Native;

namespace Vae.Training.Tests.Native;

public sealed class ElfSymbolVersionTests
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";

    [Fact]
    public void Exactly_the_version_and_its_one_symbol_become_weak()
    {
        var before = NativeLibraryFile.Bytes;
        var after = before.ToArray();

        Assert.True(ElfSymbolVersion.Weaken(after, Version));

        var changed = Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).ToArray();
        Assert.Equal(2, changed.Length);
        var flags = changed.Single(i => BinaryPrimitives.ReadUInt32LittleEndian(before.AsSpan(i - 4)) == SystemVHash(Version)); // vna_hash stands before vna_flags
        Assert.Equal((0, 2), (before[flags], after[flags]));                             // VER_FLG_WEAK

        var information = changed.Single(i => i != flags);                              // st_info: binding in the upper half
        Assert.Equal((1, 2), (before[information] >> 4, after[information] >> 4));      // STB_GLOBAL, STB_WEAK
        Assert.Equal(before[information] & 0xf, after[information] & 0xf);

        // Both names lie in one string table, at offsets that the entries hold.
        var strings = IndexOf(before, Version) - BinaryPrimitives.ReadInt32LittleEndian(before.AsSpan(flags + 4));
        Assert.Equal(IndexOf(before, Symbol) - strings, BinaryPrimitives.ReadInt32LittleEndian(before.AsSpan(information - 4)));
    }

    [Fact]
    public void Doing_it_twice_changes_nothing_more()
    {
        var once = NativeLibraryFile.Bytes;
        ElfSymbolVersion.Weaken(once, Version);
        var twice = once.ToArray();

        Assert.True(ElfSymbolVersion.Weaken(twice, Version));
        Assert.Equal(once, twice);
    }

    [Theory]
    [InlineData("GLIBCXX_9.9.99")]
    [InlineData("GLIBCXX_3.4.3")]
    public void A_version_that_is_not_asked_for_changes_nothing(string version)
    {
        var bytes = NativeLibraryFile.Bytes;

        Assert.False(ElfSymbolVersion.Weaken(bytes, version));
        Assert.Equal(NativeLibraryFile.Bytes, bytes);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { (byte)'M', (byte)'Z' })]
    public void Other_files_are_refused(byte[] bytes)
    {
        var error = Assert.Throws<InvalidDataException>(() => ElfSymbolVersion.Weaken(bytes, Version));
        Assert.Equal("Native library must be a 64-bit little-endian ELF file; got other bytes.", error.Message);
    }

    private static int IndexOf(byte[] bytes, string name) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes('\0' + name + '\0')) + 1;

    /// <summary>The hash of the System V ABI, chapter 5.</summary>
    private static uint SystemVHash(string name) => name.Aggregate(0u, (hash, letter) =>
    {
        hash = (hash << 4) + letter;
        var high = hash & 0xf0000000;
        return (hash ^ (high >> 24)) & ~high;
    });
}
