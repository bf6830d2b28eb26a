using Parquet;
using Parquet.Schema;
using Vae.MLNet.Features;

namespace Vae.Data.Sources.Parquet;

/// <summary>Texts, which may be numbers too.</summary>
internal sealed class TextCells : ParquetValues<ReadOnlyMemory<char>>
{
    /// <summary>What the decoder puts in the place of bytes that are no text: different texts would become one.</summary>
    private const char Replacement = '\uFFFD';

    private static readonly ReadOnlyMemory<char> None = new char[1];

    /// <summary>True where a cell of the row group holds bytes that are no UTF-8.</summary>
    public bool HasDoubts { get; private set; }

    protected override ReadOnlyMemory<char> Undecoded => None;

    public override void Load(ParquetRowGroupReader group, DataField field, int rows, ColumnMemory memory)
    {
        base.Load(group, field, rows, memory);
        HasDoubts = false;
        for (var row = 0; row < rows && !HasDoubts; row++)
        {
            HasDoubts = IsDoubtful(row);
        }
    }

    /// <summary>True for a cell with bytes that are no UTF-8.</summary>
    public bool IsDoubtful(int row) => !IsMissing(row) && this[row].Span.Contains(Replacement);

    public override bool TryNumber(int row, out double value)
    {
        var text = Text(row, default).Trim();
        value = double.NaN;
        return text.IsEmpty || (NumberText.TryParse(text, out value) && !float.IsInfinity((float)value));
    }

    public override ReadOnlySpan<char> Text(int row, Span<char> room) => IsMissing(row) ? "" : this[row].Span;
}
