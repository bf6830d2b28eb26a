using Vae.MLNet.Evaluation;
using Vae.MLNet.Features;

namespace Vae.Cli.Tables;

/// <summary>The column that says which rows are normal. It is never a feature.</summary>
/// <param name="file">The table.</param>
/// <param name="name">The column's name.</param>
/// <param name="normal">The label of normal rows, or null for the default: 0, false or normal.</param>
internal sealed class LabelColumn(TableFile file, string name, string? normal)
{
    private readonly NormalLabel _rule = new(normal);

    /// <summary>The column's position in the table.</summary>
    public int Index { get; } = file.IndexOf(name, "--label");

    /// <summary>True when the current row is an anomaly.</summary>
    /// <exception cref="InputException">The label is missing.</exception>
    public bool IsAnomaly(in TableRows row) => _rule.IsAnomaly(row.Text(Index)) ?? throw new InputException(FormattableString.Invariant(
        $"Line {row.Line} of '{file.Path}' must have a label in column '{name}'; got '{row.Text(Index)}'."));

    /// <summary>The error for a table in which no row is normal.</summary>
    /// <param name="seen">The labels that the rows have.</param>
    public InputException NoNormalRow(IReadOnlyCollection<string> seen) => new(
        $"Column '{name}' of '{file.Path}' must mark normal rows with {(normal is null ? "0, false or normal" : $"'{normal}'")}; got {NameList.Of(seen, 5)}. "
        + "Name the label of normal rows with --normal.");
}
