using System.Text;

namespace Vae.Cli.Output;

/// <summary>
/// Messages for people, on stderr. Where nobody takes them any more, because the terminal was closed or a log file's disk is full, the work goes on:
/// a training of hours does not end for want of a progress line.
/// </summary>
/// <param name="inner">Takes them while it can.</param>
internal sealed class MessageWriter(TextWriter inner) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // Nobody is there to be told.
        }
    }
}
