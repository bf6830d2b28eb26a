using System.Globalization;
using Parquet;
using Parquet.Schema;
using Vae.MLNet.Features;

namespace Vae.Data.Runs.Sinks;

/// <summary>The cells of one column of results, in the column's type.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Number of cells.</summary>
    public abstract int Rows { get; }

    /// <summary>Cells of a type.</summary>
    public static ColumnBuffer Of(CellType type) => type switch
    {
        CellType.Whole => new Values<long>(
            number => (long)number, text => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        CellType.Single => new Values<float>(number => (float)number, text => (float)Number(text)),
        CellType.Double => new Values<double>(number => number, Number),
        CellType.Flag => new Values<bool>(number => number != 0, text => bool.Parse(text)),
        _ => new Texts(),
    };

    /// <summary>An empty one of the same type.</summary>
    public abstract ColumnBuffer New();

    public abstract void Add(double number);

    public abstract void Add(long number);

    public abstract void Add(bool flag);

    public abstract void Add(ReadOnlySpan<char> text);

    public abstract void AddMissing();

    /// <summary>Takes over all cells of another one of the same type.</summary>
    public abstract void Append(ColumnBuffer other);

    /// <summary>Writes all cells as the next column of a row group, and is empty then.</summary>
    public abstract void WriteTo(ParquetRowGroupWriter group, DataField field);

    /// <summary>What was observed in a column of numbers and is kept, as it stands in the table.</summary>
    private static double Number(ReadOnlySpan<char> text) => NumberText.TryParse(text, out var number) ? number : double.NaN;

    private sealed class Values<T>(Func<double, T> ofNumber, Values<T>.OfText ofText) : ColumnBuffer
        where T : struct
    {
        private readonly List<T?> _cells = [];

        public delegate T OfText(ReadOnlySpan<char> text);

        public override int Rows => _cells.Count;

        public override ColumnBuffer New() => new Values<T>(ofNumber, ofText);

        public override void Add(double number) => _cells.Add(ofNumber(number));

        public override void Add(long number) => _cells.Add(number is T value ? value : ofNumber(number));

        public override void Add(bool flag) => _cells.Add(flag is T value ? value : ofNumber(flag ? 1 : 0));

        public override void Add(ReadOnlySpan<char> text) => _cells.Add(ofText(text));

        public override void AddMissing() => _cells.Add(null);

        public override void Append(ColumnBuffer other) => _cells.AddRange(((Values<T>)other)._cells);

        public override void WriteTo(ParquetRowGroupWriter group, DataField field)
        {
            group.WriteAsync<T>(field, _cells.ToArray().AsMemory()).GetAwaiter().GetResult();
            _cells.Clear();
        }
    }

    private sealed class Texts : ColumnBuffer
    {
        private readonly List<string?> _cells = [];

        public override int Rows => _cells.Count;

        public override ColumnBuffer New() => new Texts();

        public override void Add(double number) => _cells.Add(number.ToString(CultureInfo.InvariantCulture));

        public override void Add(long number) => _cells.Add(number.ToString(CultureInfo.InvariantCulture));

        public override void Add(bool flag) => _cells.Add(flag ? "true" : "false");

        public override void Add(ReadOnlySpan<char> text) => _cells.Add(text.IsEmpty ? "" : text.ToString());

        public override void AddMissing() => _cells.Add(null);

        public override void Append(ColumnBuffer other) => _cells.AddRange(((Texts)other)._cells);

        public override void WriteTo(ParquetRowGroupWriter group, DataField field)
        {
            group.WriteAsync(field, _cells).GetAwaiter().GetResult();
            _cells.Clear();
        }
    }
}
