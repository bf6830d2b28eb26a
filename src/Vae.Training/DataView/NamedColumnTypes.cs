using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.MLNet.DataView;
using Vae.MLNet.Features;

namespace Vae.Training.DataView;

/// <summary>
/// What columns of a data view are to a model: numbers, by their types, texts, or dates. The categories of texts, the cycles of dates, and where
/// numbers lie that single precision cannot hold, take a pass over the data.
/// </summary>
/// <param name="Columns">The columns, in the order asked for.</param>
/// <param name="Rows">Number of rows; null where there was nothing to look at, and so no pass.</param>
internal sealed record NamedColumnTypes(VaeColumn[] Columns, long? Rows)
{
    /// <summary>Types whose values lose digits in single precision.</summary>
    private static readonly DataViewType[] WideTypes =
        [
            NumberDataViewType.Double, NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        ];

    /// <summary>Types columns that are there, each a number, a text or, where asked for, a date.</summary>
    /// <exception cref="ArgumentException">The texts of a column are no categories; the message names every such column.</exception>
    public static NamedColumnTypes Find(IDataView data, IReadOnlyList<string> names, VaeDateUse dates)
    {
        DataViewSchema.Column[] Of(CellKind kind) =>
            [.. names.Where(name => CellColumn.Find(data.Schema, name)!.Kind == kind).Select(name => data.Schema[name])];
        var wide = names.Select(name => data.Schema[name]).Where(column => WideTypes.Contains(column.Type)).ToArray();
        var (texts, times) = (Of(CellKind.Text), Of(CellKind.Date));
        if (texts.Length + wide.Length + times.Length == 0)
        {
            return new([.. names.Select(name => new VaeColumn(name))], Rows: null);
        }

        // Keys may have whole numbers for texts: those are categories.
        var profiles = texts.ToDictionary(
            column => column.Name, column => new ColumnProfile(isText: column.Type is KeyDataViewType, dates), StringComparer.Ordinal);
        var days = times.ToDictionary(column => column.Name, _ => new DateProfile(), StringComparer.Ordinal);
        var numbers = wide.ToDictionary(column => column.Name, _ => new ValueSketch(), StringComparer.Ordinal);
        var rows = ReadAll(data, [
            .. texts.Select(column => Reader(column, profiles[column.Name])), .. times.Select(column => Reader(column, days[column.Name])),
            .. wide.Select(column => Reader(column, numbers[column.Name]))]);
        var flaws = names.Where(_ => rows > 0).Select(name => (Name: name,
            Flaw: profiles.TryGetValue(name, out var profile) ? Flaw(profile, dates) : days.TryGetValue(name, out var own) ? Flaw(own) : null))
            .Where(column => column.Flaw is not null).ToList();
        return flaws.Count > 0
            ? throw new ArgumentException(
                string.Join(" ", flaws.Select(column => $"Input column '{column.Name}' must hold numbers or categories; got {column.Flaw}."))
                + $" To leave {(flaws.Count == 1 ? "it" : "them")} out, do not name {(flaws.Count == 1 ? "it" : "them")}.",
                nameof(data))
            : new([.. names.Select(name => ColumnOf(name, profiles.GetValueOrDefault(name), days.GetValueOrDefault(name), numbers))], rows);
    }

    private static VaeColumn ColumnOf(string name, ColumnProfile? profile, DateProfile? days, Dictionary<string, ValueSketch> numbers) =>
        (days ?? profile?.Dates) is { } dates
            ? new(name) { Cycles = dates.Cycles, DateOrder = dates.Order }
            : new(name, profile?.Categories) { Offset = numbers.TryGetValue(name, out var sketch) ? FarFromZero.OffsetOf(sketch) : 0 };

    /// <summary>Reads the data once, each column by its own reader.</summary>
    private static long ReadAll(IDataView data, (DataViewSchema.Column Column, Func<DataViewRow, Action> Open)[] readers)
    {
        using var cursor = data.GetRowCursor(readers.Select(reader => reader.Column));
        Action[] read = [.. readers.Select(reader => reader.Open(cursor))];
        var rows = 0L;
        for (; cursor.MoveNext(); rows++)
        {
            foreach (var cell in read)
            {
                cell();
            }
        }

        return rows;
    }

    private static (DataViewSchema.Column Column, Func<DataViewRow, Action> Open) Reader(DataViewSchema.Column column, ColumnProfile profile) =>
        (column, cursor =>
        {
            var (getter, text) = (CellText.Getter(cursor, column), default(ReadOnlyMemory<char>));
            return () =>
            {
                getter(ref text);
                profile.Add(text.Span, Number(text.Span));
            };
        });

    private static (DataViewSchema.Column Column, Func<DataViewRow, Action> Open) Reader(DataViewSchema.Column column, DateProfile profile) =>
        (column, cursor =>
        {
            var getter = CellDate.Getter(cursor, column);
            return () =>
            {
                if (getter() is var time && time != default)
                {
                    profile.Add(DateParts.Of(time));
                }
            };
        });

    private static (DataViewSchema.Column Column, Func<DataViewRow, Action> Open) Reader(DataViewSchema.Column column, ValueSketch sketch) =>
        (column, cursor =>
        {
            var getter = CellNumber.Getter(cursor, column);
            return () =>
            {
                if (getter() is var number && float.IsFinite((float)number))
                {
                    sketch.Add(number);
                }
            };
        });

    /// <summary>The number that the tool would see in the text, or null.</summary>
    private static double? Number(ReadOnlySpan<char> text) =>
        NumberText.TryParse(text, out var number) && !float.IsInfinity((float)number) ? number : null;

    private static string? Flaw(ColumnProfile profile, VaeDateUse dates) =>
        profile.IsEmpty ? "not a single text"
        : profile.IsNumber ? "numbers written as text (load it as Single; or, if they are categories, map it to a key with MapValueToKey)"
        : profile.Flaw() is not { } flaw ? null
        : profile.AreDates && dates == VaeDateUse.LeaveOut
            ? $"{flaw} (to learn hour, weekday and month from them: {nameof(VaeTrainingOptions.Dates)} = {nameof(VaeDateUse.Cycles)})"
        : flaw;

    private static string? Flaw(DateProfile days) => !days.IsRead ? "not a single date" : days.Flaw is { } flaw ? $"dates or times {flaw}" : null;
}
