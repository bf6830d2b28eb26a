using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.MLNet.DataView;
using Vae.MLNet.Features;

namespace Vae.Training.DataView;

/// <summary>What columns of a data view are to a model: numbers, by their types, or texts, whose categories take a pass over the data.</summary>
/// <param name="Columns">The columns, in the order asked for.</param>
/// <param name="Rows">Number of rows; null where there was no text, and so no pass.</param>
internal sealed record NamedColumnTypes(VaeColumn[] Columns, long? Rows)
{
    /// <summary>Types columns that are there, each a number or a text.</summary>
    /// <exception cref="ArgumentException">The texts of a column are no categories; the message names every such column.</exception>
    public static NamedColumnTypes Find(IDataView data, IReadOnlyList<string> names)
    {
        var texts = names.Where(name => CellColumn.Find(data.Schema, name)!.Kind == CellKind.Text).Select(name => data.Schema[name]).ToArray();
        if (texts.Length == 0)
        {
            return new([.. names.Select(name => new VaeColumn(name))], Rows: null);
        }

        // Keys may have whole numbers for texts: those are categories.
        var profiles = texts.ToDictionary(
            column => column.Name, column => new ColumnProfile(isText: column.Type is KeyDataViewType), StringComparer.Ordinal);
        var rows = Profile(data, texts, profiles);
        var flaws = texts.Where(_ => rows > 0)
            .Select(column => (column.Name, Flaw: Flaw(profiles[column.Name]))).Where(column => column.Flaw is not null).ToList();
        if (flaws.Count > 0)
        {
            throw new ArgumentException(
                string.Join(" ", flaws.Select(column => $"Input column '{column.Name}' must hold numbers or categories; got {column.Flaw}."))
                + $" To leave {(flaws.Count == 1 ? "it" : "them")} out, do not name {(flaws.Count == 1 ? "it" : "them")}.",
                nameof(data));
        }

        return new([.. names.Select(name => new VaeColumn(name, profiles.GetValueOrDefault(name)?.Categories))], rows);
    }

    private static long Profile(IDataView data, DataViewSchema.Column[] texts, Dictionary<string, ColumnProfile> profiles)
    {
        using var cursor = data.GetRowCursor(texts);
        var cells = texts.Select(column => (Profile: profiles[column.Name], Getter: CellText.Getter(cursor, column))).ToArray();
        var (rows, text) = (0L, default(ReadOnlyMemory<char>));
        for (; cursor.MoveNext(); rows++)
        {
            foreach (var cell in cells)
            {
                cell.Getter(ref text);
                cell.Profile.Add(text.Span, Number(text.Span));
            }
        }

        return rows;
    }

    /// <summary>The number that the tool would see in the text, or null.</summary>
    private static float? Number(ReadOnlySpan<char> text) =>
        NumberText.TryParse(text, out var number) && !float.IsInfinity(number) ? number : null;

    private static string? Flaw(ColumnProfile profile) =>
        profile.IsEmpty ? "not a single text"
        : profile.IsNumber ? "numbers written as text (load it as Single; or, if they are categories, map it to a key with MapValueToKey)"
        : profile.Flaw();
}
