using Parquet;
using Parquet.Schema;

namespace Vae.Data.Tests.Sources.Parquet;

/// <summary>Writes Parquet files for tests.</summary>
internal static class ParquetMaker
{
    /// <summary>A file with a column of doubles for each name, in row groups of a size.</summary>
    public static string Numbers(string path, int rows, int groupRows, params (string Name, Func<int, double?> Of)[] columns)
    {
        var schema = new ParquetSchema(columns.Select(column => new DataField<double?>(column.Name)));
        using var stream = File.Create(path);
        Task.Run(async () =>
        {
            await using var writer = await ParquetWriter.CreateAsync(schema, stream, new() { CompressionMethod = CompressionMethod.None });
            for (var first = 0; first < rows; first += groupRows)
            {
                using var group = writer.CreateRowGroup();
                foreach (var (place, column) in columns.Index())
                {
                    double?[] cells = [.. Enumerable.Range(first, Math.Min(groupRows, rows - first)).Select(column.Of)];
                    await group.WriteAsync<double>(schema.DataFields[place], cells);
                }
            }
        }).Wait();
        return path;
    }

    /// <summary>A file with one row group of texts.</summary>
    public static string Texts(string path, string name, params string?[] cells)
    {
        var schema = new ParquetSchema(new DataField<string>(name));
        using var stream = File.Create(path);
        Task.Run(async () =>
        {
            await using var writer = await ParquetWriter.CreateAsync(schema, stream);
            using var group = writer.CreateRowGroup();
            await group.WriteAsync(schema.DataFields[0], cells);
        }).Wait();
        return path;
    }

    /// <summary>A file with one row group of bytes.</summary>
    public static string Bytes(string path, string name, params byte[] cells)
    {
        var schema = new ParquetSchema(new DataField<byte>(name));
        using var stream = File.Create(path);
        Task.Run(async () =>
        {
            await using var writer = await ParquetWriter.CreateAsync(schema, stream);
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<byte>(schema.DataFields[0], cells);
        }).Wait();
        return path;
    }

    /// <summary>A file with wide decimals: the scale of a cell is 18.</summary>
    public static string Decimals(string path, string name, params System.Numerics.BigInteger[] cells)
    {
        var schema = new ParquetSchema(new BigDecimalDataField(name, 38, 18));
        using var stream = File.Create(path);
        Task.Run(async () =>
        {
            await using var writer = await ParquetWriter.CreateAsync(schema, stream, new() { UseBigDecimal = true });
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<global::Parquet.Data.BigDecimal>(
                schema.DataFields[0], cells.Select(cell => new global::Parquet.Data.BigDecimal(cell, 38, 18)).ToArray());
        }).Wait();
        return path;
    }
}
