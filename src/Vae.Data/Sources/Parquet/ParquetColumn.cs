using System.Globalization;
using System.Numerics;
using Parquet.Data;
using Parquet.Schema;

namespace Vae.Data.Sources.Parquet;

/// <summary>A column of one value a row.</summary>
/// <param name="Field">The column in the file.</param>
/// <param name="Type">Its type, in words.</param>
/// <param name="MakeCells">Makes memory for its cells.</param>
internal sealed record ParquetColumn(DataField Field, string Type, Func<ParquetCells> MakeCells)
{
    private const string Numbers = "numbers";

    private const string Times = "dates or times";

    public string Name => Field.Name;

    /// <summary>The columns of a file that are columns of a table, and what the others hold.</summary>
    public static (ParquetColumn[] Columns, IReadOnlyDictionary<string, string> Unread) Of(ParquetSchema schema)
    {
        var (columns, unread) = (new List<ParquetColumn>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var field in schema.Fields)
        {
            if (field is DataField { IsArray: false } data && Of(data) is { } column)
            {
                columns.Add(column);
            }
            else
            {
                unread[field.Name] = Holds(field);
            }
        }

        return ([.. columns], unread);
    }

    private static string Holds(Field field) => field switch
    {
        ListField or DataField { IsArray: true } => "a list",
        MapField => "a map",
        StructField => "a group of columns",
        DataField { ClrType: var type } when type == typeof(ReadOnlyMemory<byte>) => "bytes that are not marked as text",
        DataField { ClrType: var type } => $"values of type {type.Name}",
        _ => $"values of kind {field.SchemaType}",
    };

    private static ParquetColumn? Of(DataField field) => field switch
    {
        TimeDataField time => Time(time),
        _ when field.ClrType == typeof(bool) => new(field, "true and false", () => new FlagCells()),
        _ when field.ClrType == typeof(float) => new(field, Numbers, () => new NumberCells<float>()),
        _ when field.ClrType == typeof(double) => new(field, Numbers, () => new NumberCells<double>()),
        _ when field.ClrType == typeof(sbyte) => new(field, Numbers, () => new NumberCells<sbyte>()),
        _ when field.ClrType == typeof(byte) => new(field, Numbers, () => new NumberCells<byte>()),
        _ when field.ClrType == typeof(short) => new(field, Numbers, () => new NumberCells<short>()),
        _ when field.ClrType == typeof(ushort) => new(field, Numbers, () => new NumberCells<ushort>()),
        _ when field.ClrType == typeof(int) => new(field, Numbers, () => new NumberCells<int>()),
        _ when field.ClrType == typeof(uint) => new(field, Numbers, () => new NumberCells<uint>()),
        _ when field.ClrType == typeof(long) => new(field, Numbers, () => new NumberCells<long>()),
        _ when field.ClrType == typeof(ulong) => new(field, Numbers, () => new NumberCells<ulong>()),
        _ when field.ClrType == typeof(decimal) => Written<decimal>(field, Numbers, Formatted<decimal>(null), isNumber: true),
        _ when field.ClrType == typeof(BigDecimal) => Written<BigDecimal>(field, Numbers, Digits, isNumber: true),
        _ when field.ClrType == typeof(DateOnly) => Written<DateOnly>(field, Times, Formatted<DateOnly>("yyyy-MM-dd")),
        _ when field.ClrType == typeof(DateTime) => Written<DateTime>(field, Times, Formatted<DateTime>(
            field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Date } ? "yyyy-MM-dd"
            : field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Timestamp, IsAdjustedToUTC: true } ? "yyyy-MM-ddTHH:mm:ss.FFFFFFF\\Z"
            : "yyyy-MM-ddTHH:mm:ss.FFFFFFF")),
        _ when field.ClrType == typeof(Guid) => Written<Guid>(field, "identifiers", Formatted<Guid>("D")),
        _ when field.ClrType == typeof(ReadOnlyMemory<char>) => new(field, "texts", () => new TextCells()),
        _ => null,
    };

    private static ParquetColumn Time(TimeDataField field) => field.Precision switch
    {
        TimeUnitPrecision.Millis => Written<int>(field, Times, (value, room) => Clock(value, TimeSpan.TicksPerMillisecond, 1, room)),
        TimeUnitPrecision.Micros => Written<long>(field, Times, (value, room) => Clock(value, TimeSpan.TicksPerMicrosecond, 1, room)),
        _ => Written<long>(field, Times, (value, room) => Clock(value, 1, TimeSpan.NanosecondsPerTick, room)),
    };

    private static ParquetColumn Written<T>(DataField field, string type, WrittenCells<T>.Write write, bool isNumber = false)
        where T : struct => new(field, type, () => new WrittenCells<T>(write, isNumber));

    private static WrittenCells<T>.Write Formatted<T>(string? format)
        where T : struct, ISpanFormattable =>
        (value, room) => value.TryFormat(room, out var length, format, CultureInfo.InvariantCulture) ? length : 0;

    /// <summary>All digits of a decimal of any length.</summary>
    private static int Digits(BigDecimal value, Span<char> room)
    {
        var digits = BigInteger.Abs(value.UnscaledValue).ToString(CultureInfo.InvariantCulture).PadLeft(value.Scale + 1, '0');
        var text = $"{(value.UnscaledValue.Sign < 0 ? "-" : "")}{digits[..^value.Scale]}{(value.Scale > 0 ? "." : "")}{digits[^value.Scale..]}";
        text.CopyTo(room);
        return text.Length;
    }

    /// <summary>A time of day; whatever is none stands as the number that it is.</summary>
    private static int Clock(long value, long ticks, long parts, Span<char> room)
    {
        var isTime = value >= 0 && value / parts < TimeSpan.TicksPerDay / ticks;
        return isTime && new TimeOnly(value / parts * ticks).TryFormat(room, out var length, "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            ? length
            : value.TryFormat(room, out length, default, CultureInfo.InvariantCulture) ? length : 0;
    }
}
