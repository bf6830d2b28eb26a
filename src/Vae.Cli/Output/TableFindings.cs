using System.Globalization;
using Spectre.Console;
using Vae.Data;

namespace Vae.Cli.Output;

/// <summary>What the columns of a table hold, a line each, and what training would do.</summary>
internal static class TableFindings
{
    /// <summary>More different values than this are not counted.</summary>
    private const int MostCounted = 1_000;

    public static void Print(ITableSource source, TableInspection found)
    {
        var table = new Table { Border = TableBorder.Minimal }.AddColumns("Column", "Training", "Gaps", "Different", "Range", "");
        foreach (var column in found.Columns)
        {
            table.AddRow(Cells(column).Select(text => new Text(text)));
        }

        AnswerTable.Write(table);
        foreach (var remark in (IEnumerable<string?>)[.. source.Remarks, found.BadRows.Unread])
        {
            if (remark is not null)
            {
                Console.Out.WriteLine(remark);
            }
        }

        Console.Out.WriteLine(found.Refusal is { } refusal ? $"Training would stop: {refusal}" : string.Create(
            CultureInfo.InvariantCulture,
            $"Training would take {found.Rows:N0} of {found.AllRows:N0} rows of '{source.Name}', {found.Features:N0} features."));
    }

    /// <summary>Up to six decimals; powers of ten, with seven digits, only where zeros would hide them.</summary>
    private static string Number(double value) =>
        value.ToString(value == 0 || Math.Abs(value) is >= 1e-4 and < 1e15 ? "#,0.######" : "G7", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Cells(ColumnFinding column) =>
    [
        column.Name,
        column.Use switch
        {
            ColumnUse.Number => "number",
            ColumnUse.Categories => "text",
            ColumnUse.Cycles => "cycles",
            ColumnUse.Key => "left out",
            ColumnUse.Ignored => "ignored",
            ColumnUse.Label => "label",
            _ => "refused",
        },
        column.Gaps is { } gaps ? FormattableString.Invariant($"{gaps:N0}") : "",
        column.Distinct is { } distinct ? distinct > MostCounted ? "> 1,000" : FormattableString.Invariant($"{distinct:N0}") : "",
        column.Least is { } least && column.Most is { } most ? $"{Number(least)} to {Number(most)}" : "",
        string.Join("; ", new[] { column.Markers is { } markers ? $"missing: {markers}" : null, column.Remark }.OfType<string>()),
    ];
}
