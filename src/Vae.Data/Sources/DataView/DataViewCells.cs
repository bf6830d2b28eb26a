using System.Globalization;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.DataView;
using Vae.MLNet.Features;

namespace Vae.Data.Sources.DataView;

/// <summary>The cells of one column of a block, taken from a cursor row by row.</summary>
internal abstract class DataViewCells
{
    /// <summary>Takes over the cursor's current row.</summary>
    public abstract void Take(int row);

    /// <summary>The number in a cell: one that single precision can hold the size of, or NaN for a missing one; false for anything else.</summary>
    public abstract bool TryNumber(int row, out double value);

    /// <summary>The same of a text that writes numbers so; numbers go by themselves.</summary>
    public virtual bool TryNumber(int row, NumberFormat format, out double value) => TryNumber(row, out value);

    public abstract ReadOnlySpan<char> Text(int row);

    /// <summary>True for a column of one number, boolean, text, date or key of text a row.</summary>
    public static bool Takes(DataViewSchema.Column column) => CellColumn.Of(column).Kind != CellKind.Other;

    /// <summary>Makes the cells of one block after the other.</summary>
    public static Func<DataViewCells> Reader(DataViewRow cursor, DataViewSchema.Column column, int rows)
    {
        return column.Type switch
        {
            KeyDataViewType or TextDataViewType => Texts(),
            DateTimeDataViewType or DateTimeOffsetDataViewType => Dates(),
            BooleanDataViewType => Cells<bool>(value => value ? 1 : 0, value => value ? "true" : "false"),
            var type when type.RawType == typeof(float) => Numbers<float>(),
            var type when type.RawType == typeof(double) => Numbers<double>(),
            var type when type.RawType == typeof(sbyte) => Numbers<sbyte>(),
            var type when type.RawType == typeof(byte) => Numbers<byte>(),
            var type when type.RawType == typeof(short) => Numbers<short>(),
            var type when type.RawType == typeof(ushort) => Numbers<ushort>(),
            var type when type.RawType == typeof(int) => Numbers<int>(),
            var type when type.RawType == typeof(uint) => Numbers<uint>(),
            var type when type.RawType == typeof(long) => Numbers<long>(),
            _ => Numbers<ulong>(),
        };

        Func<DataViewCells> Numbers<T>()
            where T : INumberBase<T> =>
            Cells<T>(double.CreateTruncating, value => T.IsNaN(value) ? "" : value.ToString(null, CultureInfo.InvariantCulture));

        Func<DataViewCells> Cells<T>(Func<T, double> number, Func<T, string> text)
        {
            var getter = cursor.GetGetter<T>(column);
            return () => new NumberCells<T>(getter, number, text, rows);
        }

        Func<DataViewCells> Dates()
        {
            var getter = CellDate.Getter(cursor, column);
            return () => new DateCells(getter, rows);
        }

        Func<DataViewCells> Texts()
        {
            var getter = CellText.Getter(cursor, column);
            return () => new TextCells(getter, rows);
        }
    }

    /// <summary>Numbers as they came; texts have all digits.</summary>
    private sealed class NumberCells<T>(ValueGetter<T> getter, Func<T, double> number, Func<T, string> text, int rows) : DataViewCells
    {
        private readonly T[] _values = new T[rows];

        public override void Take(int row) => getter(ref _values[row]);

        public override bool TryNumber(int row, out double value)
        {
            value = number(_values[row]);
            return !float.IsInfinity((float)value);
        }

        public override ReadOnlySpan<char> Text(int row) => text(_values[row]);
    }

    /// <summary>Dates with their times, as texts that are read back exactly; the default is an empty one.</summary>
    private sealed class DateCells(Func<DateTime> getter, int rows) : DataViewCells
    {
        private readonly DateTime[] _values = new DateTime[rows];

        public override void Take(int row) => _values[row] = getter();

        public override bool TryNumber(int row, out double value)
        {
            value = double.NaN;
            return _values[row] == default;
        }

        public override ReadOnlySpan<char> Text(int row) =>
            _values[row] == default ? "" : _values[row].ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
    }

    /// <summary>Texts, copied, because a cursor may write the next row over them.</summary>
    private sealed class TextCells(ValueGetter<ReadOnlyMemory<char>> getter, int rows) : DataViewCells
    {
        private readonly string[] _texts = new string[rows];
        private ReadOnlyMemory<char> _value;

        public override void Take(int row)
        {
            getter(ref _value);
            _texts[row] = _value.ToString();
        }

        public override bool TryNumber(int row, out double value)
        {
            if (_texts[row].AsSpan().Trim().IsEmpty)
            {
                value = float.NaN;
                return true;
            }

            return NumberText.TryParse(_texts[row], out value) && !float.IsInfinity((float)value);
        }

        public override bool TryNumber(int row, NumberFormat format, out double value) => format.TryCell(_texts[row], out value);

        public override ReadOnlySpan<char> Text(int row) => _texts[row];
    }
}
