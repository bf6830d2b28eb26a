using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.MLNet.DataView;
using Vae.MLNet.Features;

namespace Vae.Training.DataView;

/// <summary>
/// What columns of a data view are to a model: numbers, by their types, or texts. The categories of texts, and where numbers lie that single
/// precision cannot hold, take a pass over the data.
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

    /// <summary>Types columns that are there, each a number or a text.</summary>
    /// <exception cref="ArgumentException">The texts of a column are no categories; the message names every such column.</exception>
    public static NamedColumnTypes Find(IDataView data, IReadOnlyList<string> names)
    {
        var texts = names.Where(name => CellColumn.Find(data.Schema, name)!.Kind == CellKind.Text).Select(name => data.Schema[name]).ToArray();
        var wide = names.Select(name => data.Schema[name]).Where(column => WideTypes.Contains(column.Type)).ToArray();
        if (texts.Length + wide.Length == 0)
        {
            return new([.. names.Select(name => new VaeColumn(name))], Rows: null);
        }

        // Keys may have whole numbers for texts: those are categories.
        var profiles = texts.ToDictionary(
            column => column.Name, column => new ColumnProfile(isText: column.Type is KeyDataViewType), StringComparer.Ordinal);
        var numbers = wide.ToDictionary(column => column.Name, _ => new ValueSketch(), StringComparer.Ordinal);
        var rows = Profile(data, texts, profiles, wide, numbers);
        var flaws = texts.Where(_ => rows > 0)
            .Select(column => (column.Name, Flaw: Flaw(profiles[column.Name]))).Where(column => column.Flaw is not null).ToList();
        if (flaws.Count > 0)
        {
            throw new ArgumentException(
                string.Join(" ", flaws.Select(column => $"Input column '{column.Name}' must hold numbers or categories; got {column.Flaw}."))
                + $" To leave {(flaws.Count == 1 ? "it" : "them")} out, do not name {(flaws.Count == 1 ? "it" : "them")}.",
                nameof(data));
        }

        return new(
            [
                .. names.Select(name => new VaeColumn(name, profiles.GetValueOrDefault(name)?.Categories)
                {
                    Offset = numbers.TryGetValue(name, out var sketch) ? FarFromZero.OffsetOf(sketch) : 0,
                }),
            ],
            rows);
    }

    private static long Profile(
        IDataView data, DataViewSchema.Column[] texts, Dictionary<string, ColumnProfile> profiles, DataViewSchema.Column[] wide,
        Dictionary<string, ValueSketch> numbers)
    {
        using var cursor = data.GetRowCursor([.. texts, .. wide]);
        var cells = texts.Select(column => (Profile: profiles[column.Name], Getter: CellText.Getter(cursor, column))).ToArray();
        var values = wide.Select(column => (Sketch: numbers[column.Name], Getter: CellNumber.Getter(cursor, column))).ToArray();
        var (rows, text) = (0L, default(ReadOnlyMemory<char>));
        for (; cursor.MoveNext(); rows++)
        {
            foreach (var cell in cells)
            {
                cell.Getter(ref text);
                cell.Profile.Add(text.Span, Number(text.Span));
            }

            foreach (var value in values)
            {
                if (value.Getter() is var number && float.IsFinite((float)number))
                {
                    value.Sketch.Add(number);
                }
            }
        }

        return rows;
    }

    /// <summary>The number that the tool would see in the text, or null.</summary>
    private static double? Number(ReadOnlySpan<char> text) =>
        NumberText.TryParse(text, out var number) && !float.IsInfinity((float)number) ? number : null;

    private static string? Flaw(ColumnProfile profile) =>
        profile.IsEmpty ? "not a single text"
        : profile.IsNumber ? "numbers written as text (load it as Single; or, if they are categories, map it to a key with MapValueToKey)"
        : profile.Flaw();
}
