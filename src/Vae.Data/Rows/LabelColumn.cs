using Vae.MLNet;
using Vae.MLNet.Features;

namespace Vae.Data.Rows;

/// <summary>The column that says which rows are normal. It is never a feature.</summary>
internal sealed class LabelColumn
{
    private readonly ITableSource _source;
    private readonly LabelOptions _options;
    private readonly OptionNames _names;
    private readonly NormalLabel _rule;

    private LabelColumn(ITableSource source, LabelOptions options, OptionNames names, int index)
    {
        (_source, _options, _names, Index) = (source, options, names, index);
        _rule = new NormalLabel(options.Normal);
    }

    /// <summary>The column's place in the table.</summary>
    public int Index { get; }

    /// <summary>The column that the options name, or null.</summary>
    /// <exception cref="VaeDataException">There is no such column, or a normal label without one.</exception>
    public static LabelColumn? Find(ITableSource source, LabelOptions options, OptionNames names) =>
        options.Column is not null ? new(source, options, names, source.IndexOf(options.Column, names.Label))
        : options.Normal is null ? null
        : throw new VaeDataException($"Option {names.Normal} must come with {names.Label}, the column to look for '{options.Normal}' in.");

    /// <summary>True when the current row is an anomaly, null when its label is missing.</summary>
    public bool? IsAnomaly(TableRows row) => _rule.IsAnomaly(row.Text(Index));

    /// <summary>The error for a table in which no row is normal.</summary>
    /// <param name="seen">The labels that the rows have.</param>
    public VaeDataException NoNormalRow(IReadOnlyCollection<string> seen) => new(
        $"Column '{_options.Column}' of '{_source.Name}' must mark normal rows with "
                + $"{(_options.Normal is null ? "0, false or normal" : $"'{_options.Normal}'")}; got {NameList.Of(seen, 5)}. "
        + $"Name the label of normal rows with {_names.Normal}.");
}
