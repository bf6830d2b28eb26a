using System.Buffers;
using System.Text;
using CsCheck;
using Sylvan.Data.Csv;
using Vae.Data.Rows;
using Vae.Data.Sources.Csv;

namespace Vae.Data.Tests.Sources;

public sealed class RecordReadingTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly Gen<string> Cell = Gen.OneOf(
        Gen.Float.Where(float.IsFinite).Select(value => FormattableString.Invariant($"{value}")),
        Gen.OneOf("", "red", "a,b", "say \"hi\"", "two\nlines", "two\r\nlines", "\"", "é€", ";"));

    private static readonly Gen<string[][]> Rows = Gen.Int[2, 5].SelectMany(columns => Cell.Array[columns].Array[0, 30]);

    [Fact]
    public void Rows_are_read_as_an_independent_reader_reads_them_whatever_the_block_size() =>
        Gen.Select(Rows, Gen.OneOf("\n", "\r\n"), Gen.Int[16, 200], Gen.Bool).Sample((rows, lineEnd, blockBytes, endsWithLineEnd) =>
        {
            var columns = rows.Length == 0 ? 2 : rows[0].Length;
            var header = string.Join(",", Enumerable.Range(0, columns).Select(i => $"c{i}"));
            var text = string.Join(lineEnd, rows.Select(row => string.Join(",", row.Select(Quoted))).Prepend(header)) + (endsWithLineEnd ? lineEnd : "");
            var file = CsvSource.Open(folder.Write("property.csv", text));

            Assert.Equal(rows, Read(file, blockBytes));
            Assert.Equal(rows, ReadWithSylvan(text));
        }, iter: 300, threads: 1);

    [Fact]
    public void Row_and_line_numbers_run_on_over_blocks_quoted_line_feeds_and_blank_lines()
    {
        var file = CsvSource.Open(folder.Write("lines.csv", "a,b\n1,2\n\n\"x\ny\",3\r\n\r\n4,5\n6,7"));
        var seen = new List<(long Row, long Line)>();
        foreach (var block in new CsvBlockReader(file, ArrayPool<byte>.Shared, blockBytes: 16).Read())
        {
            using (block)
            {
                var rows = block.Open();
                while (rows.MoveNext())
                {
                    seen.Add((rows.Row, rows.Line!.Value));
                }
            }
        }

        Assert.Equal([(1, 2), (2, 4), (3, 7), (4, 8)], seen);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "Line 3 of '{0}' must have 2 cells, like its header; got 1. Look for a missing delimiter ',' or quote.")]
    [InlineData("a,b\n1,2,3\n", "Line 2 of '{0}' must have 2 cells, like its header; got 3. Look for a missing delimiter ',' or quote.")]
    [InlineData("a,b\n1,2\"\n", "Line 2 of '{0}' must not have a quote inside an unquoted cell (cell 2). Put the whole cell in quotes and double the ones inside.")]
    [InlineData("a,b\n1,\"2\n", "Line 2 of '{0}' must close every quote (cell 2). Look for a cell that starts with a quote.")]
    [InlineData("a,b\n\"1\"2,3\n", "Line 2 of '{0}' must not have text after a closing quote (cell 1). Double the quotes inside the cell.")]
    public void A_broken_row_is_an_error_with_its_line(string content, string message)
    {
        var path = folder.Write("broken.csv", content);
        var error = Assert.Throws<VaeDataException>(() => Read(CsvSource.Open(path), CsvBlockReader.DefaultBlockBytes));
        Assert.Equal(string.Format(null, message, path), error.Message);
    }

    [Fact]
    public void The_first_flaw_in_file_order_is_the_one_reported()
    {
        var rows = Enumerable.Range(0, 400_000).Select(i => i is 200_000 or 390_000 ? "1" : "1,2");
        var file = CsvSource.Open(folder.Write("order.csv", "a,b\n" + string.Join("\n", rows)));
        var error = Assert.Throws<VaeDataException>(() => TableWork.Run(file, [0, 1], CountRows, CancellationToken.None).Sum());
        Assert.StartsWith("Line 200002 of", error.Message, StringComparison.Ordinal);
    }

    private static int CountRows(TableBlock block)
    {
        var rows = new ReadableRows(block, null, new(new()));
        var count = 0;
        while (rows.MoveNext())
        {
            count++;
        }

        return count;
    }

    private static List<string[]> Read(CsvSource file, int blockBytes)
    {
        var result = new List<string[]>();
        foreach (var block in new CsvBlockReader(file, ArrayPool<byte>.Shared, blockBytes).Read())
        {
            using (block)
            {
                var readable = new ReadableRows(block, null, new(new()));
                var rows = readable.Cells;
                while (readable.MoveNext())
                {
                    var cells = new string[file.Columns.Count];
                    for (var i = 0; i < cells.Length; i++)
                    {
                        cells[i] = rows.Text(i).ToString();
                    }

                    result.Add(cells);
                }
            }
        }

        return result;
    }

    private static List<string[]> ReadWithSylvan(string text)
    {
        using var reader = CsvDataReader.Create(new StringReader(text), new CsvDataReaderOptions { Delimiter = ',' });
        var result = new List<string[]>();
        while (reader.Read())
        {
            result.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return result;
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
