namespace Vae.Data.Sources.Parquet;

/// <summary>True and false: 1 and 0 among numbers.</summary>
internal sealed class FlagCells : ParquetValues<bool>
{
    public override bool TryNumber(int row, out double value)
    {
        value = IsMissing(row) ? double.NaN : this[row] ? 1 : 0;
        return true;
    }

    public override ReadOnlySpan<char> Text(int row, Span<char> room) => IsMissing(row) ? "" : this[row] ? "true" : "false";
}
