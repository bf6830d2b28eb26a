using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace Vae.Data.Runs.Sinks;

/// <summary>Numbers or flags.</summary>
internal sealed class NumberBuffer<T>(int capacity, Func<double, T> ofNumber, NumberBuffer<T>.OfText ofText) : ColumnBuffer
    where T : struct
{
    private readonly ArrayBufferWriter<T> _values = new(capacity);

    public delegate T OfText(ReadOnlySpan<char> text);

    public override void Add(double number) => Add(ofNumber(number));

    public override void Add(long number) => Add(number is T value ? value : ofNumber(number));

    public override void Add(bool flag) => Add(flag is T value ? value : ofNumber(flag ? 1 : 0));

    public override void Add(ReadOnlySpan<char> text) => Add(ofText(text));

    public override void Append(ColumnBuffer other)
    {
        base.Append(other);
        _values.Write(((NumberBuffer<T>)other)._values.WrittenSpan);
    }

    public override void Clear()
    {
        base.Clear();
        _values.ResetWrittenCount();
    }

    protected override Task WriteValues(ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<int> levels, GroupRoom room) =>
        group.WriteAllPartsAsync(field, _values.WrittenMemory, levels, null, CancellationToken.None);

    private void Add(T value)
    {
        AddRow();
        _values.Write([value]);
    }
}
