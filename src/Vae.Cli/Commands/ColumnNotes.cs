using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>What the columns of results mean, for the help.</summary>
internal static class ColumnNotes
{
    public static string Row { get; } = Of("Row", "place among the data rows, counted from 1");

    public static string Status { get; } =
        Of("Status", "Read; NoValue where there is nothing to judge; else why the row could not be read")
        + Of("StatusReason", "the same in a sentence, with line and column; empty where the row was read");

    public static string Explanation { get; } =
        Of("Explanation", "with --explain, of flagged rows: columns with a tenth or more of what makes the row odd; no causes");

    /// <summary>A line for each of some outputs.</summary>
    public static string Of(IEnumerable<VaeOutput> outputs) => string.Concat(outputs.Select(output => Of(output.Name, output.Meaning)));

    /// <summary>A line.</summary>
    public static string Of(string name, string meaning) => $"  {name,-19}  {meaning}\n";
}
