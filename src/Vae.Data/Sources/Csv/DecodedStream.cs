using System.IO.Compression;
using System.Text;

namespace Vae.Data.Sources.Csv;

/// <summary>Text of another form as UTF-8 with line feeds; what cannot be decoded is told with the name of the file.</summary>
/// <param name="name">What messages call the file.</param>
/// <param name="inner">The bytes of the file.</param>
/// <param name="form">What they are.</param>
internal sealed class DecodedStream(string name, Stream inner, TextForm form) : ForwardStream
{
    private readonly Stream _inner = Decode(inner, form);

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var length = _inner.Read(buffer);
            if (form.EndsWithReturns)
            {
                buffer[..length].Replace((byte)'\r', (byte)'\n');
            }

            return length;
        }
        catch (InvalidDataException exception)
        {
            throw new VaeDataException($"Data file '{name}' must be a whole gzip file; got: {exception.Message} Pack it again.");
        }
        catch (DecoderFallbackException exception)
        {
            throw new VaeDataException(
                $"Data file '{name}' must be {form.Encoding?.WebName} text; got: {exception.Message} Name the encoding that it was written in.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Stream Decode(Stream inner, TextForm form)
    {
        var bytes = form.IsGzip ? new GZipStream(inner, CompressionMode.Decompress) : inner;
        return form.Encoding is { } encoding ? Encoding.CreateTranscodingStream(bytes, encoding, Encoding.UTF8) : bytes;
    }
}
