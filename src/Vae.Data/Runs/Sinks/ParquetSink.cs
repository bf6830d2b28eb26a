using System.Collections.Concurrent;
using Parquet;
using Parquet.Schema;
using Vae.Data.Runs;
using Vae.Data.Runs.Sinks;
using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>
/// Results as a Parquet file: Row as INT64, scores as FLOAT, labels as BOOLEAN, everything else as text; a cell without a value is null. Packed by
/// Snappy, in row groups of at least 131,072 rows.
/// </summary>
public sealed class ParquetSink : LineSink
{
    /// <summary>Enough that readers find few groups, little enough to be held in memory.</summary>
    private const int GroupRows = 1 << 17;

    /// <summary>As many rows as come at a time; where more come, memory grows.</summary>
    private const int PartRows = 1 << 13;

    private readonly string _path;
    private AtomicFile? _file;
    private ParquetWriter? _writer;
    private ParquetSchema? _schema;
    private readonly ConcurrentBag<ColumnBuffer[]> _idle = [];
    private readonly GroupRoom _room = new();
    private CellType[] _types = [];
    private ColumnBuffer[] _columns = [];

    /// <summary>A file, which is written whole or not at all: an older one is replaced when the run has ended well.</summary>
    /// <param name="path">Path of the file, in an existing folder.</param>
    public ParquetSink(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = path;
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        if (_columns[0].Rows > 0)
        {
            WriteGroup();
        }

        _writer!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file!.Commit();
    }

    /// <summary>True for the name of a Parquet file.</summary>
    internal static bool IsNamed(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    internal override void Begin(IReadOnlyList<ResultColumn> columns)
    {
        _schema = new ParquetSchema(columns.Select(column => new DataField(column.Name, TypeOf(column.Type), isNullable: true)));
        _types = [.. columns.Select(column => column.Type)];
        _columns = Buffers(GroupRows + PartRows);
        _file = AtomicFile.Create(_path);
        _writer = ParquetWriter.CreateAsync(_schema, new CountedStream(_file.Stream)).GetAwaiter().GetResult();
    }

    internal override IScorePart Prepare(Action<CellWriter> write)
    {
        var columns = _idle.TryTake(out var idle) ? idle : Buffers(PartRows);
        write(new ColumnCells(columns));
        return new Part(this, columns);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _file?.Dispose();

    private static Type TypeOf(CellType type) => type switch
    {
        CellType.Whole => typeof(long),
        CellType.Single => typeof(float),
        CellType.Double => typeof(double),
        CellType.Flag => typeof(bool),
        _ => typeof(string),
    };

    private ColumnBuffer[] Buffers(int capacity) => [.. _types.Select(type => ColumnBuffer.Of(type, capacity))];

    private void WriteGroup()
    {
        using var group = _writer!.CreateRowGroup();
        foreach (var (place, column) in _columns.Index())
        {
            column.WriteTo(group, _schema!.DataFields[place], _room);
            column.Clear();
        }
    }

    private sealed class Part(ParquetSink sink, ColumnBuffer[] columns) : IScorePart
    {
        public void Write()
        {
            foreach (var (place, column) in columns.Index())
            {
                sink._columns[place].Append(column);
            }

            if (sink._columns[0].Rows >= GroupRows)
            {
                sink.WriteGroup();
            }
        }

        public void Dispose()
        {
            foreach (var column in columns)
            {
                column.Clear();
            }

            sink._idle.Add(columns);
        }
    }
}
