using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Tests.Runs;

/// <summary>Columns of dates and times that become cycles.</summary>
public sealed partial class DateCycleTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly TrainingDataOptions Cycles = new() { Dates = VaeDateUse.Cycles };

    private static readonly DateTime Start = new(2023, 1, 1, 5, 30, 0);

    [Theory]
    [InlineData("yyyy-MM-dd", "weekday, month as cycles")]
    [InlineData("dd/MM/yyyy", "weekday, month as cycles, read with the day first")]
    [InlineData("M/d/yyyy", "weekday, month as cycles, read with the month first")]
    [InlineData("dd.MM.yyyy HH:mm", "hour, weekday, month as cycles")]
    [InlineData("dd-MMM-yyyy", "weekday, month as cycles")]
    [InlineData("dd MMMM yyyy", "weekday, month as cycles")]
    [InlineData("MMM d, yyyy", "weekday, month as cycles")]
    [InlineData("yyyyMMdd'T'HHmmss", "hour, weekday, month as cycles")]
    [InlineData("yyyyMMdd'T'HHmmss'Z'", "hour, weekday, month as cycles")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.fff'+01:00'", "hour, weekday, month as cycles")]
    [InlineData("'['dd/MMM/yyyy:HH:mm:ss' -0700]'", "hour, weekday, month as cycles")]
    [InlineData("ddd, dd MMM yyyy HH:mm:ss' +0000'", "hour, weekday, month as cycles")]
    [InlineData("MMM d HH:mm:ss", "hour as a cycle")]
    [InlineData("ddd MMM d HH:mm:ss yyyy", "hour, weekday, month as cycles")]
    [InlineData("HH:mm:ss", "hour as a cycle")]
    [InlineData("hh:mm tt", "hour as a cycle")]
    [InlineData("M/d/yyyy hh:mm:ss tt", "hour, weekday, month as cycles, read with the month first")]
    [InlineData("yyyy-MM", "month as a cycle")]
    public void Dates_of_all_usual_forms_become_what_they_say(string form, string words)
    {
        var found = Find(form, 400, TimeSpan.FromHours(25), also: "NA");

        Assert.Equal(["Column 'when': 1 cells of 401 taken as missing (1 × 'NA').", $"Column 'when' becomes {words}."], found.Notes);
        Assert.Equal(["when", "x"], found.Columns.Select(column => column.Name));
        Assert.Empty(found.Keys);

        // The way that readers of the model go: cell by cell, and from times.
        var (encoder, features, row) = (new VaeFeatureEncoder(found.Columns), found.ReadRows().Features, new float[found.Columns[0].Width + 1]);
        for (var place = 0; place < 400; place++)
        {
            Assert.True(encoder.EncodeDate(0, Text(form, place, TimeSpan.FromHours(25)), row));
            encoder.EncodeNumber(1, place % 7, row);
            Assert.Equal(row, features.AsSpan(place * row.Length, row.Length));
        }

        Assert.All(features[(400 * row.Length)..^1], value => Assert.True(float.IsNaN(value)));
    }

    /// <summary>docs/data.md has a line for each form, with an example of 15 January 2024, a quarter past ten.</summary>
    [Fact]
    public void The_table_of_forms_in_the_docs_is_what_happens()
    {
        var page = File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "docs", "data.md")).Split("<!-- dates -->")[1].Split("<!-- end of dates -->")[0];
        string[] forms =
        [
            "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.fff'+01:00'", "dd.MM.yyyy HH:mm", "dd/MM/yyyy", "M/d/yyyy hh:mm:ss tt", "dd-MMM-yyyy", "MMM d, yyyy", "yyyyMMdd'T'HHmmss'Z'",
            "ddd, dd MMM yyyy HH:mm:ss' +0000'", "'['dd/MMM/yyyy:HH:mm:ss' -0700]'", "MMM d HH:mm:ss", "HH:mm:ss", "yyyy-MM",
        ];
        var lines = Line().Matches(page).Select(match => (Example: match.Groups[1].Value, Words: match.Groups[2].Value)).ToArray();

        Assert.Equal(forms.Select(form => new DateTime(2024, 1, 15, 10, 15, 0).ToString(form, CultureInfo.InvariantCulture)), lines.Select(line => line.Example));
        Assert.Equal(
            lines.Select(line => $"Column 'when' becomes {line.Words}."), forms.Select(form => Assert.Single(Find(form, 400, TimeSpan.FromHours(25)).Notes)));
    }

    [Theory]
    [InlineData(2, 11, "hour as a cycle; weekday and month left out, as the rows span 2 days")]
    [InlineData(3, 60, "hour, weekday as cycles; month left out, as the rows span 8 days")]
    [InlineData(24, 340, "weekday, month as cycles")]
    public void Of_what_the_rows_span_less_than_a_round_nothing_is_learnt(int hours, int rows, string words) => Assert.Equal(
        [$"Column 'when' becomes {words}."], Find(hours == 24 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", rows, TimeSpan.FromHours(hours)).Notes.Where(note => note.Contains("becomes", StringComparison.Ordinal)));

    [Theory]
    [InlineData("03/04/2024", "in which the day and the month cannot be told apart (write 2024-12-31)")]
    [InlineData("31/04/2024", "that cannot all be read, such as '31/04/2024'")]
    [InlineData("2024-W03", "that cannot all be read, such as '2024-W03'")]
    [InlineData("2024-01-15 10:15", "of 1 day, in which nothing comes round")]
    [InlineData("Jan 15", "that say neither year nor time of day")]
    public void What_cannot_become_cycles_is_left_out_with_the_reason(string cell, string flaw)
    {
        var found = TrainingColumns.Find(Open("when,x\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{cell},{row % 7}\n"))), Cycles);

        Assert.Equal([$"Column 'when' is left out: dates or times {flaw}."], found.Notes);
        Assert.Equal(["when"], found.Keys);
    }

    [Fact]
    public void Both_orders_in_one_column_are_told()
    {
        var found = TrainingColumns.Find(Open("when,x\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{(row < 20 ? "31/12/2024" : "12/31/2024")},{row % 7}\n"))), Cycles);

        Assert.Equal(["Column 'when' is left out: dates or times of which some have the day first and others the month."], found.Notes);
    }

    [Fact]
    public void A_table_of_many_blocks_and_a_data_view_of_times_give_the_same_rows()
    {
        var step = TimeSpan.FromMinutes(7);
        var times = Enumerable.Range(0, 90_000).Select(row => new Row { when = row % 1_000 == 5 ? default : Start + (row * step), x = row % 7 }).ToArray();
        var view = new MLContext(1).Data.LoadFromEnumerable(times);

        var file = TrainingColumns.Find(Open("when,x\n" + string.Concat(times.Select(row =>
            FormattableString.Invariant($"{(row.when == default ? "" : row.when.ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture))},{row.x}\n")))), Cycles);
        var data = TrainingColumns.Find(TableSources.Open(view), Cycles);

        Assert.Equal(VaeDateOrder.DayFirst, file.Columns[0].DateOrder);
        Assert.Null(data.Columns[0].DateOrder);
        Assert.Equal(file.Columns[0].Cycles, data.Columns[0].Cycles);
        Assert.Equal(file.ReadRows().Features, data.ReadRows().Features);
        Assert.Equal(
            "Column 'when' is left out: dates or times (to learn hour, weekday and month from them: Dates = Cycles).", Assert.Single(TrainingColumns.Find(TableSources.Open(view)).Notes));
    }

    [Fact]
    public void What_is_no_date_is_a_fault_of_its_row_with_line_and_advice()
    {
        var columns = Find("dd/MM/yyyy", 400, TimeSpan.FromDays(1)).Columns;
        var source = Open("x,when\n1,31/12/2024\n2,12/31/2024\n3,?\n4,10:15\n");
        var encoder = new RowEncoder(source, columns);
        using var block = source.Read([0, 1]).First();
        var (rows, faults, tally) = (block.Open(), new List<RowFault?>(), new CategoryTally(columns));
        while (rows.MoveNext())
        {
            faults.Add(encoder.Encode(rows, new float[encoder.FeatureCount], tally));
        }

        Assert.Equal([null, RowFaultKind.NoDate, null, RowFaultKind.NoDate], faults.Select(fault => fault?.Kind));
        Assert.Equal(
            $"Line 3 of '{source.Name}' must have a date (with the day first in 03/04/2024) in column 'when'; got '12/31/2024'. "
                + "Leave the cell empty where the value is missing, or name the text with Missing.",
            faults[1]!.Message);
    }

    [Fact]
    public void Before_training_the_inspection_says_what_dates_would_become()
    {
        var content = "when,x\n" + string.Concat(Enumerable.Range(0, 400).Select(row => $"{Text("yyyy-MM-dd HH:mm", row, TimeSpan.FromHours(25))},{row % 7}\n"));

        var (left, taken) = (TableInspection.Read(Open(content)), TableInspection.Read(Open(content), Cycles));

        Assert.Equal((ColumnUse.Key, "dates or times (to learn hour, weekday and month from them: Dates = Cycles)", 1), (left.Columns[0].Use, left.Columns[0].Remark, left.Features));
        Assert.Equal((ColumnUse.Cycles, "hour, weekday, month as cycles", 7), (taken.Columns[0].Use, taken.Columns[0].Remark, taken.Features));
    }

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "Vae.MLNet.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    [GeneratedRegex(@"^\| `(.+)` \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Line();

    private static string Text(string form, int row, TimeSpan step) => (Start + (row * step)).ToString(form, CultureInfo.InvariantCulture);

    private TrainingColumns Find(string form, int rows, TimeSpan step, string? also = null)
    {
        var lines = Enumerable.Range(0, rows).Select(row => $"\"{Text(form, row, step)}\",{row % 7}\n");
        return TrainingColumns.Find(Open("when,x\n" + string.Concat(lines) + (also is null ? "" : $"{also},3\n")), Cycles);
    }

    private ITableSource Open(string content) => TableSources.Open(folder.Write("dates.csv", content));

    private sealed class Row
    {
        public DateTime when { get; set; }

        public float x { get; set; }
    }
}
