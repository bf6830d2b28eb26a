using System.Runtime.InteropServices;
using Vae.MLNet.Contract;

namespace Vae.Data.Sources.Csv;

/// <summary>The first bytes of a file, as many as it takes to know how it is read.</summary>
internal sealed class TextStart : IDisposable
{
    private const int FirstBytes = 1 << 16;

    private readonly string _path;
    private readonly bool _isOneTime;
    private readonly TextForm _form;
    private readonly List<byte> _bytes = [];
    private Stream _reading;

    private TextStart(string path, string name, TableOptions options)
    {
        (_path, Name) = (path, name);
        _reading = TextFile.OpenRaw(path);
        _isOneTime = !_reading.CanSeek;
        try
        {
            _form = Form(options);
            Grow();
            if (TextForm.HasOnlyReturns(Bytes))
            {
                _form = _form with { EndsWithReturns = true };
                _reading = new DecodedStream(name, _reading, new(EndsWithReturns: true));
                CollectionsMarshal.AsSpan(_bytes).Replace((byte)'\r', (byte)'\n');
            }
        }
        catch
        {
            _reading.Dispose();
            throw;
        }
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>The first bytes of the text: UTF-8 with line feeds.</summary>
    public ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(_bytes);

    /// <summary>True where <see cref="Bytes"/> are all.</summary>
    public bool IsAll { get; private set; }

    /// <summary>Opens a file and reads its first bytes.</summary>
    /// <param name="path">Its path, or <c>-</c> for standard input.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="VaeDataException">There is no such file, or it is no text.</exception>
    public static TextStart Open(string path, TableOptions options)
    {
        var isInput = path == "-" || FilePlace.Of(path).Descriptor == 0;
        return isInput || File.Exists(path)
            ? new(isInput ? "" : path, isInput ? "standard input" : path, options)
            : throw new VaeDataException(
                $"Data file '{path}' must exist; got {(Directory.Exists(path) ? "a folder" : "no such file")}. Check the path.");
    }

    /// <summary>Makes <see cref="Bytes"/> several times as long, where there is as much.</summary>
    public void Grow()
    {
        var more = new byte[Math.Max(FirstBytes, _bytes.Count * 3)];
        var read = _reading.ReadAtLeast(more, more.Length, throwOnEndOfStream: false);
        _bytes.AddRange(more.AsSpan(0, read));
        IsAll = read < more.Length;
    }

    /// <summary>The whole text; of what can be read once, these bytes and the rest.</summary>
    public TextFile ToFile()
    {
        if (!_isOneTime)
        {
            return new(_path, Name, _form, null);
        }

        var all = new PrefixedStream(_bytes.ToArray(), _reading);
        _reading = Stream.Null;
        return new(_path, Name, _form, () => all);
    }

    public void Dispose() => _reading.Dispose();

    /// <summary>Finds out what the bytes are, and goes on with them decoded.</summary>
    private TextForm Form(TableOptions options)
    {
        var isGzip = Peek() is [0x1F, 0x8B, ..];
        if (isGzip)
        {
            _reading = new DecodedStream(Name, _reading, new(IsGzip: true));
        }

        var form = TextForm.Of(Peek(), Name, options);
        if (!form.IsPlain)
        {
            _reading = new DecodedStream(Name, _reading, form);
        }

        return form with { IsGzip = isGzip };
    }

    /// <summary>The first bytes of the stream, which can then still be read from its start.</summary>
    private ReadOnlySpan<byte> Peek()
    {
        var start = new byte[FirstBytes];
        var length = _reading.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        _reading = new PrefixedStream(start.AsMemory(0, length), _reading);
        return start.AsSpan(0, length);
    }
}
