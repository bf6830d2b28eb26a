using Vae.Data.Sources;
using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>The columns of a table by their names.</summary>
internal static class TableColumns
{
    /// <summary>The place of a column, or null.</summary>
    public static int? IndexOf(this ITableSource source, string name)
    {
        for (var i = 0; i < source.Columns.Count; i++)
        {
            if (source.Columns[i] == name)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The place of a column.</summary>
    /// <param name="source">The table.</param>
    /// <param name="name">The column's name, exactly.</param>
    /// <param name="option">The option that named it, for the error.</param>
    /// <exception cref="VaeDataException">There is no such column.</exception>
    public static int IndexOf(this ITableSource source, string name, string option) => source.IndexOf(name) is { } index
        ? index
        : throw new VaeDataException(
            $"Column '{name}' of {option} must be in '{source.Name}'; got columns {NameList.Of(source.Columns)}{source.Held(name)}. "
            + "Check the spelling.");

    /// <summary>What the file has under the name of a column that the table does not have, as the end of a sentence; empty for nothing.</summary>
    public static string Held(this ITableSource source, string name) =>
        source is ITypedSource typed && typed.Unread.TryGetValue(name, out var held) ? $"; '{name}' holds {held}" : "";

    /// <summary>The places of columns named one by one or in lists with commas; a name that itself has a comma is found first.</summary>
    /// <exception cref="VaeDataException">There is no such column.</exception>
    public static IReadOnlyList<int> IndexesOf(this ITableSource source, IEnumerable<string> names, string option) =>
        [
            .. names
                .SelectMany(name => source.IndexOf(name) is null
                    ? name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    : [name])
                .Select(name => source.IndexOf(name, option)),
        ];
}
