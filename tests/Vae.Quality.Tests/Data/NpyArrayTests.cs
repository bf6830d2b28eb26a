using System.Text;
using Vae.Quality.Data;

namespace Vae.Quality.Tests.Data;

public sealed class NpyArrayTests
{
    /// <summary>numpy.save of numpy.asfortranarray([[1.5, -2, 3], [4, 5, 6.25]]).</summary>
    private const string SavedByNumPy =
        "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMyksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAg" +
        "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD4PwAAAAAAABBAAAAAAAAAAMAAAAAAAAAUQAAAAAAAAAhAAAAAAAAAGUA=";

    [Fact]
    public void An_array_that_NumPy_saved_column_after_column_is_read_row_after_row()
    {
        var array = NpyArray.Read(new MemoryStream(Convert.FromBase64String(SavedByNumPy)), "X");

        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1.5, -2, 3, 4, 5, 6.25], array.Values);
    }

    public static TheoryData<string, byte[], double> Elements => new()
    {
        { "<f8", BitConverter.GetBytes(-1.25), -1.25 },
        { "<f4", BitConverter.GetBytes(0.5f), 0.5 },
        { "<i8", BitConverter.GetBytes(-3L), -3 },
        { "<i4", BitConverter.GetBytes(-70_000), -70_000 },
        { "<i2", BitConverter.GetBytes((short)-300), -300 },
        { "|i1", [0xFF], -1 },
        { "<u8", BitConverter.GetBytes(5UL), 5 },
        { "<u4", BitConverter.GetBytes(uint.MaxValue), uint.MaxValue },
        { "<u2", BitConverter.GetBytes(ushort.MaxValue), ushort.MaxValue },
        { "|u1", [0xFF], 255 },
        { "|b1", [1], 1 },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public void Numbers_of_every_type_are_read(string type, byte[] element, double value)
    {
        foreach (var version in (byte[])[1, 2])
        {
            var array = NpyArray.Read(File(version, type, "(2,)", [.. element, .. element]), "y");

            Assert.Equal([2], array.Shape);
            Assert.Equal([value, value], array.Values);
        }
    }

    [Theory]
    [InlineData("|O")]
    [InlineData(">f8")]
    [InlineData("<U4")]
    public void Other_types_are_refused_by_name(string type)
    {
        var error = Assert.Throws<InvalidDataException>(() => NpyArray.Read(File(1, type, "(1,)", new byte[8]), "X"));

        Assert.StartsWith($"Array 'X' must hold little-endian numbers; got type '{type}'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_file_is_refused()
    {
        var error = Assert.Throws<InvalidDataException>(() => NpyArray.Read(new MemoryStream("PK345678"u8.ToArray()), "X"));

        Assert.StartsWith("Array 'X' must start with the signature of a .npy file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_is_refused() =>
        Assert.Throws<EndOfStreamException>(() => NpyArray.Read(File(1, "<f8", "(2,)", new byte[8]), "X"));

    private static MemoryStream File(byte version, string type, string shape, byte[] values)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        return new MemoryStream([0x93, .. "NUMPY"u8, version, 0, .. length, .. header, .. values]);
    }
}
