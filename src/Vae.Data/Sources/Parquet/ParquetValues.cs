using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parquet;
using Parquet.Schema;

namespace Vae.Data.Sources.Parquet;

/// <summary>Cells with their values in the type that the file has.</summary>
internal abstract class ParquetValues<T> : ParquetCells
    where T : struct
{
    /// <summary>What no file says of a value: 1 where it is there, 0 where it is missing.</summary>
    private const int NoLevel = -1;

    private T[] _values = [];
    private bool[] _isMissing = [];
    private bool _hasGaps;

    /// <summary>The value of a cell that is not missing.</summary>
    protected ref readonly T this[int row] => ref _values[row];

    /// <summary>A value that no file has: where it is found after decoding, nothing was decoded. Not used for plain numbers.</summary>
    protected virtual T Undecoded => default;

    public override void Load(ParquetRowGroupReader group, DataField field, int rows, ColumnMemory memory)
    {
        _values = memory.Rent<T>(rows);
        if (!field.IsNullable)
        {
            Load(group, field, rows, levels: null);
            return;
        }

        var levels = memory.Rent<int>(rows);
        try
        {
            Load(group, field, rows, levels.AsMemory(0, rows));
            var missing = Missing(levels.AsMemory(0, rows));
            _hasGaps = missing > 0;
            if (_hasGaps)
            {
                _isMissing = memory.Rent<bool>(rows);
                Spread(levels.AsSpan(0, rows), rows - missing);
            }
        }
        finally
        {
            memory.Return(levels);
        }
    }

    public override void LetGo(ColumnMemory memory)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            _values.AsSpan().Clear();   // texts are not held until the next row group overwrites them
        }

        GiveBack(ref _values);
        GiveBack(ref _isMissing);

        void GiveBack<TItem>(ref TItem[] array)
        {
            if (array.Length > 0)
            {
                memory.Return(array);
                array = [];
            }
        }
    }

    protected bool IsMissing(int row) => _hasGaps && _isMissing[row];

    private void Load(ParquetRowGroupReader group, DataField field, int rows, Memory<int>? levels)
    {
        // The decoder takes a page that is too short for a whole one, so what was there before must be told from what came.
        // A value may be what was there before, but then it is no other the second time.
        if (Decode(group, field, rows, levels, 0xA5) is { Count: > 0 } left && left.Intersect(Decode(group, field, rows, levels, 0x5A)).Any())
        {
            throw new InvalidDataException("fewer values than rows");
        }
    }

    /// <summary>Decodes over memory full of one byte.</summary>
    /// <returns>The places where it seems to be left.</returns>
    private List<int> Decode(ParquetRowGroupReader group, DataField field, int rows, Memory<int>? levels, byte before)
    {
        var values = _values.AsSpan(0, rows);
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            values.Fill(Undecoded);
        }
        else
        {
            MemoryMarshal.AsBytes(values).Fill(before);
        }

        levels?.Span.Fill(NoLevel);
        group.ReadRawAsync(field, _values.AsMemory(0, rows), levels, null).AsTask().GetAwaiter().GetResult();
        if (levels?.Span.Contains(NoLevel) == true)
        {
            throw new InvalidDataException("fewer values than rows");
        }

        var came = values[..(rows - Missing(levels))];
        return Contains(came, before) ? Left(came, before) : [];
    }

    private static int Missing(Memory<int>? levels) => levels is { } some ? some.Length - some.Span.Count(1) : 0;

    private bool Contains(Span<T> values, byte before)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            foreach (ref readonly var value in values)
            {
                if (EqualityComparer<T>.Default.Equals(value, Undecoded))
                {
                    return true;
                }
            }

            return false;
        }

        Span<byte> pattern = stackalloc byte[Unsafe.SizeOf<T>()];
        pattern.Fill(before);
        return pattern.Length switch
        {
            sizeof(byte) => MemoryMarshal.AsBytes(values).Contains(before),
            sizeof(short) => MemoryMarshal.Cast<T, short>(values).Contains(MemoryMarshal.Read<short>(pattern)),
            sizeof(int) => MemoryMarshal.Cast<T, int>(values).Contains(MemoryMarshal.Read<int>(pattern)),
            sizeof(long) => MemoryMarshal.Cast<T, long>(values).Contains(MemoryMarshal.Read<long>(pattern)),
            _ => MemoryMarshal.Cast<T, Int128>(values).Contains(MemoryMarshal.Read<Int128>(pattern)),
        };
    }

    private List<int> Left(Span<T> values, byte before)
    {
        var places = new List<int>();
        for (var place = 0; place < values.Length; place++)
        {
            if (Contains(values.Slice(place, 1), before))
            {
                places.Add(place);
            }
        }

        return places;
    }

    /// <summary>The file has the values that are there, one after the other: moves each to its row, the last first.</summary>
    private void Spread(ReadOnlySpan<int> levels, int there)
    {
        for (var row = levels.Length - 1; row >= 0; row--)
        {
            _isMissing[row] = levels[row] != 1;
            if (!_isMissing[row])
            {
                _values[row] = _values[--there];
            }
        }
    }
}
