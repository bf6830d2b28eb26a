using System.Buffers;
using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Vae.Data.Runs.Sinks;

/// <summary>Texts, one after the other.</summary>
internal sealed class TextBuffer(int capacity) : ColumnBuffer
{
    private readonly ArrayBufferWriter<char> _characters = new();
    private readonly ArrayBufferWriter<int> _lengths = new(capacity);

    public override void Add(double number) => Add(number.ToString(CultureInfo.InvariantCulture));

    public override void Add(long number) => Add(number.ToString(CultureInfo.InvariantCulture));

    public override void Add(bool flag) => Add(flag ? "true" : "false");

    public override void Add(ReadOnlySpan<char> text)
    {
        AddRow();
        _characters.Write(text);
        _lengths.Write([text.Length]);
    }

    public override void Append(ColumnBuffer other)
    {
        base.Append(other);
        _characters.Write(((TextBuffer)other)._characters.WrittenSpan);
        _lengths.Write(((TextBuffer)other)._lengths.WrittenSpan);
    }

    public override void Clear()
    {
        base.Clear();
        _characters.ResetWrittenCount();
        _lengths.ResetWrittenCount();
    }

    protected override Task WriteValues(ParquetRowGroupWriter group, DataField field, ReadOnlyMemory<int> levels, GroupRoom room)
    {
        var texts = room.Texts(_lengths.WrittenCount);
        for (var (place, start) = (0, 0); place < texts.Length; start += _lengths.WrittenSpan[place++])
        {
            texts.Span[place] = _characters.WrittenMemory.Slice(start, _lengths.WrittenSpan[place]);
        }

        return group.WriteAllPartsAsync<ReadOnlyMemory<char>>(field, texts, levels, null, CancellationToken.None);
    }
}
