using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.Data.Sources.DataView;

/// <summary>The cells of one column of a block, taken from a cursor row by row.</summary>
internal abstract class DataViewCells
{
    private const string KeyValues = "KeyValues";

    /// <summary>Takes over the cursor's current row.</summary>
    public abstract void Take(int row);

    /// <summary>The number in a cell: finite, or NaN for a missing one; false for anything else.</summary>
    public abstract bool TryNumber(int row, out float value);

    public abstract ReadOnlySpan<char> Text(int row);

    /// <summary>True for a column of one number, boolean, text or key of text a row.</summary>
    public static bool Takes(DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType => HasTextKeys(column),
        NumberDataViewType or BooleanDataViewType or TextDataViewType => true,
        _ => false,
    };

    /// <summary>Makes the cells of one block after the other.</summary>
    public static Func<DataViewCells> Reader(DataViewRow cursor, DataViewSchema.Column column, int rows)
    {
        return column.Type switch
        {
            KeyDataViewType => TextOf(cursor, column, rows),
            TextDataViewType => Texts<ReadOnlyMemory<char>>(value => value.ToString()),
            BooleanDataViewType => Numbers<bool>(value => value ? 1 : 0, value => value == 1 ? "true" : "false"),
            var type when type.RawType == typeof(float) => Numbers<float>(value => value),
            var type when type.RawType == typeof(double) => Numbers<double>(value => (float)value),
            var type when type.RawType == typeof(sbyte) => Numbers<sbyte>(value => value),
            var type when type.RawType == typeof(byte) => Numbers<byte>(value => value),
            var type when type.RawType == typeof(short) => Numbers<short>(value => value),
            var type when type.RawType == typeof(ushort) => Numbers<ushort>(value => value),
            var type when type.RawType == typeof(int) => Numbers<int>(value => value),
            var type when type.RawType == typeof(uint) => Numbers<uint>(value => value),
            var type when type.RawType == typeof(long) => Numbers<long>(value => value),
            _ => Numbers<ulong>(value => value),
        };

        Func<DataViewCells> Numbers<T>(Func<T, float> number, Func<float, string>? text = null)
        {
            var getter = cursor.GetGetter<T>(column);
            return () => new NumberCells<T>(
                getter, number, text ?? (value => float.IsNaN(value) ? "" : value.ToString(CultureInfo.InvariantCulture)), rows);
        }

        Func<DataViewCells> Texts<T>(Func<T, string> text)
        {
            var getter = cursor.GetGetter<T>(column);
            return () => new TextCells<T>(getter, text, rows);
        }
    }

    private static bool HasTextKeys(DataViewSchema.Column column) =>
        column.Annotations.Schema.GetColumnOrNull(KeyValues) is { Type: VectorDataViewType { ItemType: TextDataViewType } };

    private static Func<DataViewCells> TextOf(DataViewRow cursor, DataViewSchema.Column column, int rows)
    {
        var values = default(VBuffer<ReadOnlyMemory<char>>);
        column.Annotations.GetValue(KeyValues, ref values);
        string[] texts = ["", .. values.DenseValues().Select(value => value.ToString())];
        var getter = KeyGetter(cursor, column);
        return () => new TextCells<ulong>(getter, key => texts[key], rows);
    }

    private static ValueGetter<ulong> KeyGetter(DataViewRow cursor, DataViewSchema.Column column)
    {
        return column.Type.RawType switch
        {
            var raw when raw == typeof(byte) => Widen<byte>(value => value),
            var raw when raw == typeof(ushort) => Widen<ushort>(value => value),
            var raw when raw == typeof(uint) => Widen<uint>(value => value),
            _ => cursor.GetGetter<ulong>(column),
        };

        ValueGetter<ulong> Widen<T>(Func<T, ulong> widen)
        {
            var getter = cursor.GetGetter<T>(column);
            var narrow = default(T)!;
            return (ref ulong value) =>
            {
                getter(ref narrow);
                value = widen(narrow);
            };
        }
    }

    private sealed class NumberCells<T>(ValueGetter<T> getter, Func<T, float> number, Func<float, string> text, int rows) : DataViewCells
    {
        private readonly float[] _values = new float[rows];
        private T _value = default!;

        public override void Take(int row)
        {
            getter(ref _value);
            _values[row] = number(_value);
        }

        public override bool TryNumber(int row, out float value)
        {
            value = _values[row];
            return !float.IsInfinity(value);
        }

        public override ReadOnlySpan<char> Text(int row) => text(_values[row]);
    }

    private sealed class TextCells<T>(ValueGetter<T> getter, Func<T, string> text, int rows) : DataViewCells
    {
        private readonly string[] _texts = new string[rows];
        private T _value = default!;

        public override void Take(int row)
        {
            getter(ref _value);
            _texts[row] = text(_value);
        }

        public override bool TryNumber(int row, out float value)
        {
            if (_texts[row].AsSpan().Trim().IsEmpty)
            {
                value = float.NaN;
                return true;
            }

            return float.TryParse(_texts[row], NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !float.IsInfinity(value);
        }

        public override ReadOnlySpan<char> Text(int row) => _texts[row];
    }
}
