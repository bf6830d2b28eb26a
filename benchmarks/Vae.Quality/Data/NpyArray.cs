using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Vae.Quality.Data;

/// <summary>A NumPy array of numbers, as stored in a <c>.npy</c> file of version 1, 2 or 3.</summary>
/// <param name="Shape">The size of each axis.</param>
/// <param name="Values">All values in C order: the last axis runs fastest.</param>
internal sealed partial record NpyArray(int[] Shape, double[] Values)
{
    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    public static NpyArray Read(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[8];
        stream.ReadExactly(start);
        if (!start[..6].SequenceEqual(Magic))
        {
            throw new InvalidDataException($"Array '{name}' must start with the signature of a .npy file; got something else. Save it with numpy.save.");
        }

        var header = ReadHeader(stream, version: start[6]);
        var type = Field(TypePattern(), "descr");
        int[] shape = [.. Field(ShapePattern(), "shape")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        var (size, read) = Element(type, name);
        var count = shape.Aggregate(1, (product, axis) => checked(product * axis));
        var bytes = new byte[checked(count * size)];
        stream.ReadExactly(bytes);
        var values = new double[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = read(bytes.AsSpan(index * size, size));
        }

        return new NpyArray(shape, Field(OrderPattern(), "fortran_order") == "True" ? ToRowMajor(values, shape, name) : values);

        string Field(Regex pattern, string field) => pattern.Match(header) is { Success: true } match
            ? match.Groups[1].Value
            : throw new InvalidDataException($"Array '{name}' must name '{field}' in its header; got {header.Trim()}. Save it with numpy.save.");
    }

    private static string ReadHeader(Stream stream, byte version)
    {
        Span<byte> length = stackalloc byte[version == 1 ? 2 : 4];
        stream.ReadExactly(length);
        var header = new byte[version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadInt32LittleEndian(length)];
        stream.ReadExactly(header);
        return Encoding.UTF8.GetString(header);
    }

    private static (int Size, Func<ReadOnlySpan<byte>, double> Read) Element(string type, string name) => type switch
    {
        "<f8" => (8, BinaryPrimitives.ReadDoubleLittleEndian),
        "<f4" => (4, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        "<i8" => (8, bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        "<i4" => (4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        "<i2" => (2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        "|i1" => (1, bytes => (sbyte)bytes[0]),
        "<u8" => (8, bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        "<u4" => (4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        "<u2" => (2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        "|u1" or "|b1" => (1, bytes => bytes[0]),
        _ => throw new InvalidDataException($"Array '{name}' must hold little-endian numbers; got type '{type}'. Convert it with astype('<f8')."),
    };

    private static double[] ToRowMajor(double[] columns, int[] shape, string name)
    {
        if (shape.Length < 2)
        {
            return columns;
        }

        if (shape is not [var rows, var width])
        {
            throw new InvalidDataException($"Array '{name}' must have one or two axes in Fortran order; got {shape.Length}. Convert it with numpy.ascontiguousarray.");
        }

        var values = new double[columns.Length];   // [rows, width]
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < width; column++)
            {
                values[(row * width) + column] = columns[(column * rows) + row];
            }
        }

        return values;
    }

    [GeneratedRegex("'descr': *'([^']+)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex("'fortran_order': *(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex(@"'shape': *\(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
