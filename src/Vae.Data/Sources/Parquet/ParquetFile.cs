using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Vae.Data.Sources.Parquet;

/// <summary>An open Parquet file with its footer, for one thread at a time.</summary>
internal sealed class ParquetFile : IDisposable
{
    /// <summary>Decimals of more digits than System.Decimal surely holds are read as whole numbers of any length.</summary>
    private const int MostDecimalDigits = 28;

    private readonly string _path;
    private readonly ChunkStream _stream;
    private readonly ParquetReader _reader;

    private ParquetFile(string path, ChunkStream stream, ParquetReader reader) => (_path, _stream, _reader) = (path, stream, reader);

    /// <summary>The columns of the file, nested ones too.</summary>
    public ParquetSchema Schema => _reader.Schema;

    /// <summary>Number of rows of each row group.</summary>
    public int[] GroupRows => [.. _reader.RowGroups.Select(group => checked((int)group.RowCount))];

    /// <summary>Opens a file.</summary>
    /// <exception cref="VaeDataException">It is no Parquet file, or a damaged one.</exception>
    public static ParquetFile Open(string path)
    {
        var stream = new ChunkStream(path);
        try
        {
            var file = new ParquetFile(path, stream, Reader(stream));
            _ = (file.Schema, file.GroupRows);
            return file;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            stream.Dispose();
            throw new VaeDataException(
                $"Data file '{path}' must be a whole Parquet file; got '{exception.Message}' when its footer was read. Write it again.");
        }
    }

    /// <summary>Decodes one column of one row group.</summary>
    /// <param name="cells">Takes the cells.</param>
    /// <param name="column">The column.</param>
    /// <param name="group">The row group's place, from 0.</param>
    /// <param name="rows">Number of its rows.</param>
    /// <param name="memory">What it is decoded into.</param>
    /// <exception cref="VaeDataException">It cannot be decoded whole: never a part of it.</exception>
    public void Decode(ParquetCells cells, ParquetColumn column, int group, int rows, ColumnMemory memory)
    {
        var context = SynchronizationContext.Current;

        // Parts of the decoder go on wherever the caller's context says: in that of a window they would wait for us, and we for them.
        SynchronizationContext.SetSynchronizationContext(null);
        var reader = _reader.OpenRowGroupReader(group);
        var chunk = reader.GetMetadata(column.Field)?.MetaData;
        var codec = chunk?.Codec;
        try
        {
            if (chunk is null)
            {
                throw new InvalidDataException("no such column in the row group");
            }

            if (chunk.NumValues != rows)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{chunk.NumValues:N0} values for {rows:N0} rows"));
            }

            var start = new[] { chunk.DictionaryPageOffset ?? 0, chunk.DataPageOffset, chunk.IndexPageOffset ?? 0 }.Where(place => place > 0).Min();
            PageCheck.Of(_stream.Hold(start, chunk.TotalCompressedSize), rows);
            if (PageUnpacking.Takes(chunk.Codec))
            {
                _stream.Unpack(chunk.Codec);
                chunk.Codec = CompressionCodec.UNCOMPRESSED;
            }

            cells.Load(reader, column.Field, rows, memory);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new VaeDataException(FormattableString.Invariant(
                $"Row group {group + 1} of '{_path}' must be readable in column '{column.Name}'; got '{exception.Message}'. ")
                + "The file is damaged, or written in a way that is not read here: write it again.");
        }
        finally
        {
            _stream.LetGo();
            if (chunk is not null)
            {
                chunk.Codec = codec!.Value;
            }

            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static ParquetReader Reader(ChunkStream stream)
    {
        var reader = Reader(stream, new() { UseDateOnlyTypeForDates = true });
        return reader.Schema.Fields.Any(field => field is DecimalDataField { Precision: > MostDecimalDigits })
            ? Reader(stream, new() { UseDateOnlyTypeForDates = true, UseBigDecimal = true })
            : reader;
    }

    private static ParquetReader Reader(ChunkStream stream, ParquetOptions options)
    {
        var reader = ParquetReader.CreateAsync(stream, options).GetAwaiter().GetResult();
        foreach (var element in reader.Metadata!.Schema.Where(element => element.LogicalType?.FLOAT16 is not null))
        {
            element.LogicalType = null;   // two bytes without a meaning: left unread, and the other columns are not lost with it
        }

        return reader;
    }
}
