using System.Globalization;

namespace Vae.Cli.Tables;

/// <summary>The column that says which rows are normal. It is never a feature.</summary>
/// <param name="file">The table.</param>
/// <param name="name">The column's name.</param>
/// <param name="normal">The text of normal rows, or null for the default: 0, false or normal.</param>
internal sealed class LabelColumn(TableFile file, string name, string? normal)
{
    public const string DefaultNormal = "0, false or normal";

    public string Name => name;

    public int Index { get; } = file.IndexOf(name, "--label");

    /// <summary>True when the current row is normal.</summary>
    /// <exception cref="InputException">The label is missing.</exception>
    public bool IsNormal(in TableRows row)
    {
        var text = row.Text(Index);
        if (text.Length == 0)
        {
            throw new InputException(FormattableString.Invariant($"Line {row.Line} of '{file.Path}' must have a label in column '{name}'; got an empty cell."));
        }

        return normal is null
            ? text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("normal", StringComparison.OrdinalIgnoreCase) || AreEqualNumbers(text, "0")
            : text == normal || AreEqualNumbers(text, normal);
    }

    /// <summary>The error for a table in which no row is normal.</summary>
    public InputException NoNormalRow(IReadOnlyCollection<string> seen) => new(
        $"Column '{name}' of '{file.Path}' must mark normal rows with {(normal is null ? DefaultNormal : $"'{normal}'")}; got {TableFile.Listed(seen, 5)}. "
        + "Name the value of normal rows with --normal.");

    private static bool AreEqualNumbers(string left, string right) =>
        double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
        && double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var b) && a == b;
}
