using System.Globalization;
using System.Xml.Linq;
using Vae.MLNet;

namespace Vae.Data.Report;

/// <summary>What each column is to the model, and what is missing and new in it.</summary>
internal static class ColumnPart
{
    public static XElement? Sensitivity(IReadOnlyList<VaeColumnSensitivity> columns)
    {
        if (columns.Count == 0)
        {
            return null;
        }

        var most = Math.Max(columns.Max(column => column.ScoreShare), double.Epsilon);
        return Markup.Of(
            "section", Markup.Class("wide card"), Markup.Of("h2", "What is found in each column"),
            Markup.Of(
                "p", Markup.Class("note"),
                "Its part of the scores; how well the other columns predict it; and the smallest shift that is flagged in half of the normal "
                + "rows, in the column's own unit and in standard deviations. A column that the others do not predict "
                + "can only be found out of its own range."),
            Markup.Table(
                SensitivityFile.Columns,
                columns.OrderByDescending(column => column.ScoreShare).Select(column => (IEnumerable<object>)
                [
                    column.Column, Meter(SensitivityFile.Words(column)[1], column.ScoreShare / most), .. SensitivityFile.Words(column).Skip(2),
                ])));
    }

    public static XElement? Gaps(ReportData data)
    {
        if (data.Gaps.Count == 0)
        {
            return null;
        }

        var found = data.Gaps.Where(gap => gap.Missing + gap.New > 0).OrderByDescending(gap => gap.Missing + gap.New).ToArray();
        var rows = (double)data.Scores.Count;
        return Markup.Of(
            "section", Markup.Class("wide card"), Markup.Of("h2", "Missing and unseen"),
            Markup.Of("p", Markup.Class("note"), found.Length == 0
                ? "No cell is missing, and no text is one that the training did not have."
                : "Cells without a value, and texts that no training row had."),
            found.Length == 0 ? null : Markup.Table(
                ["Column", "Missing", "Unseen texts"],
                found.Select(gap => (object[])
                    [gap.Column.Name, Share(gap.Missing), gap.Column.Categories is null ? "\u2013" : Share(gap.New)])));

        string Share(long cells) => string.Create(CultureInfo.InvariantCulture, $"{cells:N0} ({cells / rows:0.# %})");
    }

    private static XElement Meter(string words, double share) => Markup.Of(
        "span", Markup.Class("meterbox"),
        Markup.Meter(share), words);
}
