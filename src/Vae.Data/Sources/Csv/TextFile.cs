namespace Vae.Data.Sources.Csv;

/// <summary>
/// The text of a file as UTF-8 with line feeds: as it stands where it is that, else unpacked and decoded on the way. Standard input and FIFOs can be
/// read once.
/// </summary>
/// <param name="path">The path; empty for standard input.</param>
/// <param name="name">What messages call it.</param>
/// <param name="form">What has to be done to the bytes.</param>
/// <param name="once">The whole text of what can be read once; null for a file on disk.</param>
internal sealed class TextFile(string path, string name, TextForm form, Func<Stream>? once)
{
    private bool _isRead;

    /// <summary>What messages call it.</summary>
    public string Name => name;

    /// <summary>True where it can be read once.</summary>
    public bool IsOneTime => once is not null;

    /// <summary>What has to be done to the bytes.</summary>
    public TextForm Form => form;

    /// <summary>Size of the text in bytes, or null where only reading tells.</summary>
    public long? Size => IsOneTime || form.IsGzip || form.Encoding is not null ? null : new FileInfo(path).Length;

    /// <summary>The error of work that needs several passes over what can be read once.</summary>
    public static VaeDataException OnlyOnce(string name) => new(
        $"Data file '{name}' must be a file on disk, as it is read in several passes; got a pipe or device. Write it to a file first.");

    /// <summary>Opens the bytes as they are.</summary>
    public static Stream OpenRaw(string path) => path.Length == 0
        ? Console.OpenStandardInput()
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>The text from a place on.</summary>
    /// <exception cref="VaeDataException">It was read once, and can be read no more.</exception>
    public Stream OpenAt(int offset)
    {
        if (form.IsPlain && !IsOneTime)
        {
            var raw = OpenRaw(path);
            raw.Position = offset;
            return raw;
        }

        if (IsOneTime && _isRead)
        {
            throw OnlyOnce(name);
        }

        _isRead = true;
        var text = once?.Invoke() ?? new DecodedStream(name, OpenRaw(path), form);
        text.ReadExactly(new byte[offset]);
        return text;
    }
}
