namespace Vae.Data.Rows;

/// <summary>The column that says which rows belong together. It is never a feature.</summary>
internal sealed class GroupColumn
{
    private readonly ITableSource _source;

    private GroupColumn(ITableSource source, int index) => (_source, Index) = (source, index);

    /// <summary>The column's place in the table.</summary>
    public int Index { get; }

    /// <summary>The column that the options name, or null.</summary>
    /// <exception cref="VaeDataException">There is no such column, or the options are for images.</exception>
    public static GroupColumn? Find(ITableSource source, GroupOptions options, OptionNames names)
    {
        _ = options.Validated(names);
        return options.Pattern is not null || options.File is not null
            ? throw new VaeDataException(
                $"Option {(options.Pattern is null ? names.GroupFile : names.GroupPattern)} must come with images; got a table. "
                + $"Name the column of groups with {names.Group}.")
            : options.Column is { } column ? new(source, source.IndexOf(column, names.Group)) : null;
    }

    /// <summary>The group of the current row.</summary>
    /// <exception cref="VaeDataException">It has none: no policy on bad rows helps where the data do not say what was declared.</exception>
    public string Of(TableRows row)
    {
        var group = row.Text(Index).Trim().ToString();
        return group.Length > 0 ? group : throw new VaeDataException(row.Flawed(
            RowFaultKind.NoGroup, _source.Columns[Index], _source.Name,
            $"must have a group in column '{_source.Columns[Index]}'; got none. Give a row that stands for itself a name of its own."));
    }
}
