using System.IO.Compression;
using System.Text;
using Vae.Data.Sources.Csv;

namespace Vae.Data.Tests.Sources;

/// <summary>Tables in the dialects that programs and people write: each is read as it is meant, or the message says what it is.</summary>
public sealed class CsvDialectTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Theory]
    [InlineData("temp, C;machine\n1.5;a\n2.5;b\n", "temp, C|machine")]
    [InlineData("temp, C;machine\n1,5;a\n2,5;b\n", "temp, C|machine")]
    [InlineData("when;a,b\n10:15;1,2\n", "when|a,b")]
    [InlineData("a,b,c\nx;y,1,2\nz,3,4\n", "a|b|c")]
    [InlineData("sep=;\na,b;c\n1;2\n", "a,b|c")]
    [InlineData("\"sep=|\"\r\na;b|c\r\n1|2\r\n", "a;b|c")]
    [InlineData("# made by a logger, 2024\n# units: K; bar\n\na,b\n1,2\n", "a|b")]
    [InlineData("# a,b\n1.5,2\n3,4\n", "a|b")]
    [InlineData("a b\n1.5 2\n3 4\n", "a|b")]
    [InlineData("a:b\n1.5:2\n3:4\n", "a|b")]
    [InlineData("a,b\r1.5,2\r3,4\r", "a|b")]
    [InlineData("full name\nJohn Smith\nAnne\n", "full name")]
    [InlineData("name,2019,2020,2021\nred,1.5,2,3\nblue,2,3,4\n", "name|2019|2020|2021")]
    public void The_columns_are_those_that_are_meant(string content, string columns) =>
        Assert.Equal(columns.Split('|'), Open(content).Columns);

    [Theory]
    [InlineData("a b\n1 2\n3 4\n", "Cells are taken apart at spaces.")]
    [InlineData("# x\n# y\na,b\n1,2\n", "2 comment lines before the rows are passed over.")]
    [InlineData("# x\n# a,b\n1,2\n", "The names of the columns are those of the last line that starts with #. 1 comment lines before the rows are passed over.")]
    [InlineData("a,b\r1,2\r", "Lines end with a carriage return alone.")]
    public void What_is_not_usual_is_said(string content, string remark) => Assert.Equal([remark], ((ITableSource)Open(content)).Remarks);

    [Theory]
    [InlineData("red,22.58,1069.2\nblue,21.3,1070\nred,20,1068\n", "what looks like data: '22.58' above numbers")]
    [InlineData("2024-01-15,22\n2024-01-16,23\n2024-01-17,22\n", "what looks like data: '22' above numbers")]
    [InlineData("2024-01-15,red\n2024-01-16,blue\n2024-01-17,red\n", "what looks like data: '2024-01-15' above dates")]
    [InlineData("red,small\nblue,small\nred,large\n", "what looks like data: 'red', which rows below have too")]
    [InlineData("1,2.5\n1,2\n", "only numbers ('1', '2.5')")]
    public void A_first_row_of_data_is_not_eaten_as_names(string content, string found)
    {
        var path = folder.Write("data.csv", content);
        Assert.Equal(
            $"Data file '{path}' must start with a header row; got {found}. Put the column names into the first line; or, if it is data: HasHeader = false.",
            Assert.Throws<VaeDataException>(() => TableSources.Open(path)).Message);
        var table = TableSources.Open(path, new() { HasHeader = false });
        Assert.Equal([.. content.Split('\n')[0].Split(',').Select((_, place) => $"Column{place + 1}")], table.Columns);
        Assert.Equal(content.Split('\n').Where(line => line.Length > 0), Lines(table));
        Assert.Equal(1, First(table).Line);
    }

    [Fact]
    public void Aligned_columns_are_said_to_be_that()
    {
        var path = folder.Write("aligned.txt", "time   value\n1      2.5\n10     3\n");
        Assert.Equal(
            $"Data file '{path}' must have one delimiter between cells; got 2 cells a line between runs of spaces. Put one there, such as: sed 's/^ *//' | tr -s ' ' ','.",
            Assert.Throws<VaeDataException>(() => TableSources.Open(path)).Message);
    }

    [Fact]
    public void A_comment_among_the_rows_is_a_fault_that_is_named()
    {
        var rows = Rows(Open("a,b\n1,2\n# end\n"));
        Assert.True(rows.MoveNext() && rows.Fault is null && rows.MoveNext());
        Assert.EndsWith("must have 2 cells, like its header; got 1. Comments are read before the rows only: take the line out.", rows.Fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", true, false)]
    [InlineData("utf-16BE", true, false)]
    [InlineData("utf-32", true, false)]
    [InlineData("utf-16", false, true)]
    [InlineData("latin1", false, true)]
    public void Other_encodings_are_read_by_their_mark_or_their_name(string name, bool hasMark, bool isNamed)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] content = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("naïve,x\r\nJosé,1.5\r\nAnne,2\r\n")];
        File.WriteAllBytes(folder["other.csv"], content);
        var table = TableSources.Open(folder["other.csv"], new() { Encoding = isNamed ? encoding : null });
        Assert.Equal(["naïve", "x"], table.Columns);
        Assert.Equal(["José,1.5", "Anne,2"], Lines(table));
        Assert.Equal(["José,1.5", "Anne,2"], Lines(table));   // each pass decodes again
    }

    [Theory]
    [InlineData("PK\u0003\u0004rest", "a zip file, as workbooks (.xlsx) are too. Save it as CSV.")]
    [InlineData("a\0,\0b\0\n\0", "NUL bytes, as UTF-16 without its mark has them, and files of programs. For UTF-16: Encoding utf-16.")]
    public void What_is_no_text_is_called_by_its_name(string content, string found)
    {
        var path = folder.Write("no.csv", content);
        Assert.Equal(
            $"Data file '{path}' must be text; got {found}", Assert.Throws<VaeDataException>(() => TableSources.Open(path)).Message);
    }

    [Fact]
    public void A_packed_table_is_the_table_that_was_packed()
    {
        var content = "a\tb\n" + string.Concat(Enumerable.Range(0, 60_000).Select(row => $"{row}\t{row % 7}\n"));
        using (var packed = new GZipStream(File.Create(folder["t.tsv.gz"]), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes(content));
        }

        var (plain, gzip) = (TableSources.Open(folder.Write("t.tsv", content)), TableSources.Open(folder["t.tsv.gz"]));
        Assert.Equal(plain.Columns, gzip.Columns);
        Assert.Equal(Lines(plain), Lines(gzip));
        Assert.Null(gzip.Size);
    }

    [Fact]
    public void A_packed_table_that_is_cut_off_is_named()
    {
        using (var packed = new GZipStream(File.Create(folder["whole.gz"]), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 60_000).Select(row => $"{row * 7919 % 10007},{row}\n"))));
        }

        var bytes = File.ReadAllBytes(folder["whole.gz"]);
        bytes[bytes.Length / 2] ^= 0xFF;
        bytes[(bytes.Length / 2) + 1] ^= 0xFF;
        File.WriteAllBytes(folder["cut.csv.gz"], bytes);
        Assert.StartsWith(
            $"Data file '{folder["cut.csv.gz"]}' must be a whole gzip file; got: ",
            Assert.Throws<VaeDataException>(() => Lines(TableSources.Open(folder["cut.csv.gz"])).Count()).Message, StringComparison.Ordinal);
    }

    private CsvSource Open(string content) => CsvSource.Open(folder.Write("t.csv", content));

    private static TableRows Rows(ITableSource table) => table.Read([.. Enumerable.Range(0, table.Columns.Count)]).Single().Open();

    private static TableRows First(ITableSource table)
    {
        var rows = Rows(table);
        Assert.True(rows.MoveNext());
        return rows;
    }

    private static IEnumerable<string> Lines(ITableSource table)
    {
        foreach (var block in table.Read([.. Enumerable.Range(0, table.Columns.Count)]))
        {
            using (block)
            {
                var rows = block.Open();
                while (rows.MoveNext())
                {
                    yield return string.Join(',', Enumerable.Range(0, table.Columns.Count).Select(column => rows.Text(column).ToString()));
                }
            }
        }
    }
}
