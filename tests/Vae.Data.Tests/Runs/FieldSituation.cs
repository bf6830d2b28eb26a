using System.IO.Compression;
using System.Text;
using Vae.MLNet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Runs;

/// <summary>A file as people have it, and what is done with it: a line of docs/data.md.</summary>
/// <param name="Name">The situation, in words.</param>
/// <param name="Run">Meets it in a folder of its own; returns the sentences, or throws.</param>
internal sealed record FieldSituation(string Name, Func<TemporaryFolder, IEnumerable<string>> Run)
{
    private static readonly OptionNames OfTheTool = new()
    {
        Label = "--label", Normal = "--normal", Ignored = "--ignore", Kept = "--keep", Missing = "--missing", Text = "--text",
        NumberFormats = "--number-format", NoHeader = "--no-header", Encoding = "--encoding", MaxBadShare = "--max-bad", Quarantine = "--quarantine",
    };

    /// <summary>As the tool has it.</summary>
    private static readonly BadRowOptions BadRows = new() { Policy = BadRowPolicy.Mark };

    public static IReadOnlyList<FieldSituation> All =>
    [
        Train("a time stamp, a shuffled row number, e-mails, seconds since 1970 rising by 7", Rows("when,id,mail,epoch,x", row =>
            $"2024-01-{1 + (row / 24):00} {row % 24:00}:00,{row * 37 % 100},user{row}@example.org,{1_700_000_000 + (7 * row)},{row % 7}")),
        Train("the same row number, where one row in nine is labelled an anomaly", Rows("id,x,y", row => $"{row * 37 % 100},{row % 7},{(row % 9 == 0 ? 1 : 0)}"), label: "y"),
        Train("whole numbers that are all different, not evenly spread", Rows("order,x", row => $"{row * 61_195L % 100_003},{row % 7}")),
        Train("an empty column and a constant one", Rows("e,c,x", row => $",7,{row % 7}")),
        Train("every column is constant", Rows("a,b", _ => "7,on")),
        Train("`NA` and `?` among numbers", Rows("x,y", row => $"{(row == 3 ? "NA" : row == 4 ? "?" : row % 7)},{row % 11}")),
        Train("`NA` in a column of dates", Rows("when,x", row => $"{(row % 50 == 3 ? "NA" : "15-Jan-2024")},{row % 7}")),
        Train("a row of units under the header", "temp,x\nkPa,mm\n" + Lines(row => $"{row % 7},{row % 11}")),
        Train("a `Total` at the end", Rows("temp,x", row => $"{row % 7}.5,{row % 11}") + "Total,3\n"),
        Train("`50%` in every row", Rows("share,x", row => $"{row % 7}%,{row % 11}")),
        Train("`\"12,345\"` in every row", Rows("cents,x", row => $"\"12,3{row % 7}5\",{row % 11}")),
        Train("`1,5` in every row, `;` between cells", Rows("temp;x", row => $"{row % 7},5;{row % 11}")),
        Train("`1.234,5 €` and `50 %`, with `--number-format \"1.234,5 €\" --number-format \"1.234,5 %\"`", Rows("price;share;x", row => $"1.23{row % 7},5 €;{row % 13} %;{row % 11}"), formats: ["1.234,5 €", "1.234,5 %"]),
        Train("`5 kg` and `300 g` in one column, with formats for both", Rows("mass;x", row => $"{(row % 2 == 0 ? "5 kg" : "300 g")};{row % 11}"), formats: ["1.234,5 kg", "1.234,5 g"]),
        Train("codes such as `0870`", Rows("code,x", row => $"0{row % 7}70,{row % 11}")),
        Train("version numbers such as `1.12.3`", Rows("v,x", row => $"1.{row % 3}.3,{row % 11}")),
        Train("Latin-1 bytes", Encoding.Latin1.GetBytes("name,x\nJosé,1\nMaria,2\nJosé,3\n")),
        Train("Latin-1 bytes, with `--encoding latin1`", Encoding.Latin1.GetBytes("name,x\nJosé,1\nMaria,2\nJosé,3\n"), new() { Encoding = Encoding.Latin1 }),
        Train("UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n")]),
        Train("UTF-16 without its mark", Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n")),
        Train("a workbook", "PK\u0003\u0004..."u8.ToArray()),
        Train("no header, numbers beside a text", "red,22.58,1069.2\nblue,21.3,1070\nred,20,1068\n"),
        Train("no header, only numbers", "22.58,1069.2\n21.3,1070\n20,1068\n"),
        Train("no header, with `--no-header`", "22.58,1069.2\n21.3,1070\n20,1068\n", new() { HasHeader = false }),
        Train("years as names: `name,2019,2020,2021`", Rows("name,2019,2020,2021", row => $"{(row % 2 == 0 ? "red" : "blue")},{row % 7},{row % 11},{row % 13}")),
        Train("the header `temp, C;machine`", Rows("temp, C;machine", row => $"{row % 7}.5;{(row % 2 == 0 ? "a" : "b")}")),
        Train("a first line `sep=;`", "sep=;\na;b\n1;2\n3;4\n"),
        Train("comments before the header", "# made by a logger\n# 2024\na,b\n1,2\n3,4\n"),
        Train("the header as the last comment", "# made by a logger\n# a,b\n1,2\n3,4\n"),
        Train("a comment among the rows", Rows("a,b", row => row == 99 ? "# end" : $"{row % 7},{row % 11}")),
        Train("`.csv.gz`", Gzip("a,b\n1,2\n3,4\n")),
        Train("lines that end with a carriage return alone", "a,b\r1,2\r3,4\r"),
        Train("a space between cells", "a b\n1 2\n3 4\n"),
        Train("a colon between cells", "a:b\n1:2\n3:4\n"),
        Train("cells aligned by runs of spaces", "time   value\n1      2.5\n10     3\n"),
        Train("one more delimiter at the end of every row", "a,b\n1,2,\n3,4,\n"),
        Train("a row with a cell too few", Rows("a,b", row => row == 3 ? "3" : $"{row % 7},{row % 11}")),
        Train("every tenth row with a cell too few", Rows("a,b", row => row % 10 == 3 ? "3" : $"{row % 7},{row % 11}")),
        Train("a column name twice", "a,b,a\n1,2,3\n"),
        Train("labels `T` and `F`, `--label y`", Rows("x,y", row => $"{row % 7},{(row % 9 == 0 ? "T" : "F")}"), label: "y"),
        Train("labels `NA` and empty ones, `--label y`", Rows("x,y", row => $"{row % 7},{(row % 9 == 0 ? "NA" : row % 9 == 1 ? "" : "0")}"), label: "y"),
        Score("scoring: a text in a column of numbers", "x,y,machine\n" + Lines(row => $"1,{(row == 3 ? "two" : "2")},a")),
        Score("scoring: `NA` in a column of numbers", "x,y,machine\n1,NA,a\n"),
        Score("scoring: a text in a column that was empty in training", "x,y,machine\n1,2,a\n", new("y") { IsEmpty = true }, cell: "broken"),
        Score("scoring: `A` for `a` in a whole column", "x,y,machine\n1,2,A\n1,3,A\n"),
        Score("scoring: a column of the model is not there", "x,machine\n1,a\n"),
        new("the output is the data", folder =>
        {
            var path = folder.Write("t.csv", "a\n1\n");
            new RunPaths().Reads(path, "the data").Writes(folder["./t.csv"], "--output").Check();
            return [];
        }),
        new("the output is in no folder", folder =>
        {
            new RunPaths().Writes(folder["none/scores.csv"], "--output").Check();
            return [];
        }),
    ];

    /// <summary>The line of the table: situation, what happens, the sentences.</summary>
    public string Line(TemporaryFolder folder)
    {
        var (outcome, sentences) = Outcome(folder);
        var words = string.Join(" ", sentences).Replace(folder[""] + "/", "", StringComparison.Ordinal).Replace("./", "", StringComparison.Ordinal);
        return $"| {Name} | {outcome} | {words.Replace("|", "\\|", StringComparison.Ordinal)} |";
    }

    private (string Outcome, IEnumerable<string> Sentences) Outcome(TemporaryFolder folder)
    {
        try
        {
            return ("goes on", [.. Run(folder)]);
        }
        catch (VaeDataException refusal)
        {
            return ("refused", [refusal.Message]);
        }
    }

    private static FieldSituation Train(string name, string content, TableOptions? reading = null, string? label = null, string[]? formats = null) =>
        Train(name, Encoding.UTF8.GetBytes(content), reading, label, formats);

    private static FieldSituation Train(string name, byte[] content, TableOptions? reading = null, string? label = null, string[]? formats = null) => new(name, folder =>
    {
        File.WriteAllBytes(folder["t.csv"], content);
        var table = TableSources.Open(folder["t.csv"], (reading ?? new()) with { Names = OfTheTool });
        var found = TrainingColumns.Find(table, new() { Label = new() { Column = label }, NumberFormats = formats ?? [], BadRows = BadRows, Names = OfTheTool });
        return [.. table.Remarks, .. new[] { found.BadRows.Unread }.OfType<string>(), .. found.Notes];
    });

    private static FieldSituation Score(string name, string content, VaeColumn? y = null, string? cell = null) => new(name, folder =>
    {
        using var model = new TinyModel { Columns = [new("x"), y ?? new("y"), new("machine", ["a", "b"])] }.Load();
        var path = folder.Write("t.csv", cell is null ? content : content.Replace("2", cell, StringComparison.Ordinal));
        var summary = ScoreRun.Run(model, path, [new Recorder()], new() { BadRows = BadRows, Names = OfTheTool });
        return [.. new[] { summary.BadRows?.Unread }.OfType<string>(), .. summary.Remarks];
    });

    private static string Rows(string header, Func<int, string> row) => $"{header}\n{Lines(row)}";

    private static string Lines(Func<int, string> row) => string.Concat(Enumerable.Range(0, 100).Select(i => row(i) + "\n"));

    private static byte[] Gzip(string content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(content));
        }

        return packed.ToArray();
    }
}
