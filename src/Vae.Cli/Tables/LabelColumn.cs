using Vae.MLNet.Evaluation;

namespace Vae.Cli.Tables;

/// <summary>The column that says which rows are normal. It is never a feature.</summary>
/// <param name="file">The table.</param>
/// <param name="name">The column's name.</param>
/// <param name="normal">The text of normal rows, or null for the default: 0, false or normal.</param>
internal sealed class LabelColumn(TableFile file, string name, string? normal)
{
    public const string DefaultNormal = "0, false or normal";

    private readonly NormalLabel _rule = new(normal);

    public string Name => name;

    public int Index { get; } = file.IndexOf(name, "--label");

    /// <summary>True when the current row is normal.</summary>
    /// <exception cref="InputException">The label is missing.</exception>
    public bool IsNormal(in TableRows row) => _rule.IsAnomaly(row.Text(Index)) is { } anomaly
        ? !anomaly
        : throw new InputException(FormattableString.Invariant($"Line {row.Line} of '{file.Path}' must have a label in column '{name}'; got an empty cell."));

    /// <summary>The error for a table in which no row is normal.</summary>
    public InputException NoNormalRow(IReadOnlyCollection<string> seen) => new(
        $"Column '{name}' of '{file.Path}' must mark normal rows with {(normal is null ? DefaultNormal : $"'{normal}'")}; got {TableFile.Listed(seen, 5)}. "
        + "Name the value of normal rows with --normal.");
}
