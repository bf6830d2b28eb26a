using System.Collections;
using System.Net;
using System.Text;

namespace Vae.Notebooks.Tests;

/// <summary>Rows as an HTML table: a column for each property.</summary>
internal static class HtmlTable
{
    /// <summary>The table; null where the value is no sequence of objects with properties.</summary>
    public static string? Of(object value)
    {
        if (value is string || value is not IEnumerable sequence)
        {
            return null;
        }

        object[] rows = [.. sequence.Cast<object>()];
        if (rows.Length == 0 || rows[0] is string or IFormattable)
        {
            return null;
        }

        var columns = rows[0].GetType().GetProperties();
        var html = new StringBuilder("<table>\n<thead><tr>");
        html.AppendJoin("", columns.Select(column => $"<th>{Escape(column.Name)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>").AppendJoin("", columns.Select(column => $"<td>{Escape(column.GetValue(row))}</td>")).Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>").ToString();
    }

    private static string Escape(object? value) => WebUtility.HtmlEncode(FormattableString.Invariant($"{value}"));
}
