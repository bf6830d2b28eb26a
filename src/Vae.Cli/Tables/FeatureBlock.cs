using System.Buffers;

namespace Vae.Cli.Tables;

/// <summary>The features of the rows of one block, [rows, features]. Rents its memory; dispose it.</summary>
internal sealed class FeatureBlock : IDisposable
{
    private readonly float[] buffer;
    private readonly int length;

    private FeatureBlock(float[] buffer, int length)
    {
        this.buffer = buffer;
        this.length = length;
    }

    public ReadOnlySpan<float> Features => buffer.AsSpan(0, length);

    /// <summary>Parses every row of a block.</summary>
    /// <exception cref="InputException">A row or cell cannot be read; the message has line and column.</exception>
    public static FeatureBlock Parse(TableFile file, TableBlock block, FeatureEncoder encoder)
    {
        var length = checked(block.Rows * encoder.FeatureCount);
        var buffer = ArrayPool<float>.Shared.Rent(length);
        var rows = new TableRows(file, block);
        for (var start = 0; rows.MoveNext(); start += encoder.FeatureCount)
        {
            encoder.Encode(rows, buffer.AsSpan(start, encoder.FeatureCount));
        }

        return new(buffer, length);
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(buffer);
}
