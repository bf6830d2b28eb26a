using Vae.Data.Runs;
using Vae.Data.Runs.Sinks;
using Vae.Data.Sources.Csv;
using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>
/// Results as lines of text: UTF-8, a header, cells in quotes where they need them, true and false, numbers with as many digits as it takes to
/// read them back exactly.
/// </summary>
public sealed class CsvSink : LineSink
{
    private readonly string? _path;
    private readonly char _delimiter;
    private AtomicFile? _file;
    private Stream? _stream;

    /// <summary>Lines for a file, which is written whole or not at all: an older one is replaced when the run has ended well.</summary>
    /// <param name="path">Path of the file, in an existing folder.</param>
    /// <param name="delimiter">What stands between cells: an ASCII character, no quote and no line end. Default null: a tab for .tsv and .tab, else a
    /// comma.</param>
    public CsvSink(string path, char? delimiter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (_path, _delimiter) = (path, Checked(delimiter ?? Delimiter.Of(path) ?? ','));
    }

    /// <summary>Lines for a stream, written as they come.</summary>
    /// <param name="stream">Takes them; stays the caller's to dispose.</param>
    /// <param name="delimiter">As above. Default a comma.</param>
    public CsvSink(Stream stream, char delimiter = ',')
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _delimiter) = (stream, Checked(delimiter));
    }

    /// <inheritdoc/>
    public override void Complete() => _file?.Commit();

    internal override void Begin(IReadOnlyList<ResultColumn> columns)
    {
        if (_path is not null)
        {
            _file = AtomicFile.Create(_path);
            _stream = _file.Stream;
        }

        using var header = new CsvText(_delimiter);
        header.AddNames(columns.Select(column => column.Name));
        _stream!.Write(header.Bytes);
    }

    internal override IScorePart Prepare(Action<CellWriter> write)
    {
        var text = new CsvText(_delimiter);
        try
        {
            write(text);
            return new Lines(text, _stream!);
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _file?.Dispose();

    private static char Checked(char delimiter) =>
        char.IsAscii(delimiter) && delimiter is not ('"' or '\r' or '\n')
            ? delimiter
            : throw new ArgumentOutOfRangeException(
                nameof(delimiter),
                $"Argument 'delimiter' must be an ASCII character, no quote and no line end; got '{delimiter}'. Use a comma, a semicolon or a tab.");

    private sealed class Lines(CsvText text, Stream stream) : IScorePart
    {
        public void Write() => stream.Write(text.Bytes);

        public void Dispose() => text.Dispose();
    }
}
