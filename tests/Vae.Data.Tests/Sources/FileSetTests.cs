using System.IO.Compression;
using System.Text;
using Vae.Data.Sources;
using Vae.Data.Tests.Runs;
using Vae.Data.Tests.Sources.Parquet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Sources;

/// <summary>Several files as one table.</summary>
public sealed class FileSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_read_in_ordinal_order_of_their_names_and_rows_are_numbered_through_all()
    {
        _folder.Write("b.csv", "x,y\n3,c\n");
        _folder.Write("a10.csv", "x,y\n1,a\n2,b\n");
        _folder.Write("a9.csv", "x,y\n7,d\n");
        _folder.Write(".hidden.csv", "z\n1\n");
        Zip("c.csv.gz", "x,y\n9,e\n");
        Assert.Equal(["1|a", "2|b", "7|d", "3|c"], TableText.Rows(TableSources.Open(_folder["*.csv"])));
        Assert.Equal(["1|a", "2|b", "7|d", "3|c", "9|e"], TableText.Rows(TableSources.Open(_folder["*.csv*"])));
        Assert.Equal(["1|a", "2|b", "7|d"], TableText.Rows(TableSources.Open(_folder["a*.c?v"])));
        Assert.Equal([1, 2, 3, 4], Numbers(TableSources.Open(_folder["*.csv"])));
        Assert.Equal(
            Size("a10.csv") + Size("a9.csv") + Size("b.csv"), TableSources.Open(_folder["*.csv"]).Size);
        Assert.Null(TableSources.Open(_folder["*.csv*"]).Size);
    }

    [Fact]
    public void Folders_may_be_patterns_too()
    {
        foreach (var name in (string[])["2023/01/p.csv", "2023/12/p.csv", "2024/q.csv"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
            _folder.Write(name, $"x,y\n{name.Length},1\n");
        }

        Assert.Equal(2, TableText.Rows(TableSources.Open(_folder["20*/*/p.csv"])).Length);
        Assert.Equal(3, TableText.Rows(TableSources.Open(_folder["**/*.csv"])).Length);
    }

    [Fact]
    public void Memory_of_a_Parquet_file_is_used_again_for_its_row_groups_and_for_the_next_file()
    {
        for (var file = 0; file < 4; file++)
        {
            var sign = file % 2 == 0 ? 1 : -1;
            ParquetMaker.Numbers(_folder[$"n{file}.parquet"], 5_000, 2_000, ("x", row => sign * row), ("y", row => row % 7 == file ? null : row));
        }

        Assert.Equal(Made("n0.parquet"), Made("n*.parquet"));

        // Once a row group is larger than those before, its arrays are made, and the smaller ones are let go.
        ParquetMaker.Numbers(_folder["n9.parquet"], 6_000, 3_000, ("x", row => row), ("y", row => row % 7 == 0 ? null : row));
        Assert.Equal(2 * Made("n0.parquet"), Made("n*.parquet"));

        int Made(string pattern)
        {
            var memory = new ColumnMemory();
            var source = FileSet.Open(_folder[pattern], file => TableSources.Open(file));
            var (file, row) = (pattern[1] == '*' ? 0 : pattern[1] - '0', 0);
            foreach (var block in source.Read([0, 1], memory))
            {
                using (block)
                {
                    var cells = block.Open();
                    for (; cells.MoveNext(); row++)
                    {
                        (file, row) = row == 5_000 && file < 4 ? (file + 1, 0) : (file, row);
                        Assert.True(cells.TryNumber(0, out var x));
                        Assert.True(cells.TryNumber(1, out var y));
                        var (sign, gap) = file > 3 ? (1, 0) : (file % 2 == 0 ? 1 : -1, file);
                        Assert.Equal((sign * row, row % 7 == gap ? double.NaN : row), (x, y));
                    }
                }
            }

            return memory.Made;
        }
    }

    [Fact]
    public void A_pattern_that_no_name_fits_is_refused() => Assert.Equal(
        $"Data files '{_folder["*.parquet"]}' must exist; got none whose name fits. Check the folder and the pattern, and put it in quotes.",
        Assert.Throws<VaeDataException>(() => TableSources.Open(_folder["*.parquet"])).Message);

    [Fact]
    public void Columns_are_those_of_the_first_file_found_by_name_in_the_others()
    {
        _folder.Write("a.csv", "x,y\n1,2\n");
        _folder.Write("b.csv", "y,extra,x\n20,0,10\n");
        _folder.Write("c.csv", "y,extra,x\n200,0,100\n");
        var table = TableSources.Open(_folder["*.csv"]);
        Assert.Equal(["1|2", "10|20", "100|200"], TableText.Rows(table));
        Assert.Equal(
            [$"Column 'extra' of '{_folder["b.csv"]}' and '{_folder["c.csv"]}' is ignored: '{_folder["a.csv"]}', the first file, does not have it.",
             $"The columns of '{_folder["b.csv"]}' and '{_folder["c.csv"]}' stand in another order than in '{_folder["a.csv"]}': they are found by name."],
            table.Remarks);
    }

    [Fact]
    public void A_column_that_a_later_file_lacks_is_refused_by_file_and_column()
    {
        _folder.Write("a.csv", "x,y\n1,2\n");
        _folder.Write("b.csv", "x,z\n1,2\n");
        Assert.Equal(
            $"Data file '{_folder["b.csv"]}' must have the columns of '{_folder["a.csv"]}', the first of '{_folder["*.csv"]}'; got none named 'y'. "
            + "Its columns are 'x', 'z'.",
            Assert.Throws<VaeDataException>(() => TableSources.Open(_folder["*.csv"])).Message);
    }

    [Fact]
    public void A_column_of_another_type_is_named_and_read_cell_by_cell()
    {
        ParquetMaker.Numbers(_folder["a.parquet"], 2, 2, ("x", row => row));
        ParquetMaker.Texts(_folder["b.parquet"], "x", "5", null);
        var table = TableSources.Open(_folder["*.parquet"]);
        Assert.Equal(
            [$"Column 'x' of '{_folder["b.parquet"]}' holds texts, that of '{_folder["a.parquet"]}' numbers: each cell is read as it stands."],
            table.Remarks);
        Assert.Equal([0, 1, 5, double.NaN], TableText.Numbers(table, "x"));
    }

    [Fact]
    public void Messages_name_the_file_and_its_own_line_or_row()
    {
        _folder.Write("a.csv", "x,y\n1,0\n2,0\n");
        _folder.Write("b.csv", "x,y\n1,0\ntwo,0\n1,2,3\n");
        using var model = new TinyModel { Features = 1, Latent = 1, Columns = [new("x")] }.Load();
        var sink = new Recorder();
        var options = new ScoreRunOptions { BadRows = new() { Policy = BadRowPolicy.Mark, MaxShare = 1, Quarantine = _folder["bad.txt"] } };
        var summary = ScoreRun.Run(model, _folder["*.csv"], [sink], options);
        Assert.Equal((5, 3, 2), (summary.Rows, summary.Scored, summary.BadRows!.All));
        Assert.Equal((4L, 3L), (summary.BadRows.First!.Row, summary.BadRows.First.Line));
        Assert.StartsWith(
            $"Line 3 of '{_folder["b.csv"]}' must have a finite number in column 'x'; got 'two'.", summary.BadRows.First.Message, StringComparison.Ordinal);
        Assert.Equal(["1", "2", "3", "4", "5"], sink.Rows.Select(row => row[0]));
        Assert.Equal("x,y\ntwo,0\n1,2,3\n", File.ReadAllText(_folder["bad.txt"]));

        ParquetMaker.Texts(_folder["c1.parquet"], "x", "1", "2");
        ParquetMaker.Texts(_folder["c2.parquet"], "x", "3", "four");
        var row = Assert.Throws<VaeDataException>(() => ScoreRun.Run(model, _folder["c?.parquet"], []));
        Assert.StartsWith($"Row 2 of '{_folder["c2.parquet"]}' must have a finite number", row.Message, StringComparison.Ordinal);
        Assert.Equal(4, row.Fault!.Row);

        _folder.Write("c.csv", "y,x\n0,1\n");
        var refused = Assert.Throws<VaeDataException>(() => ScoreRun.Run(model, _folder["*.csv"], [], options));
        Assert.EndsWith($"or several with one header; got '{_folder["*.csv"]}'. Leave it out.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_names_the_file_of_a_text_among_numbers()
    {
        _folder.Write("a.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"{row % 7},{row % 5}\n")));
        _folder.Write("b.csv", "x,y\n3,4\nkPa,3\n");
        var error = Assert.Throws<VaeDataException>(() => TrainingColumns.Find(TableSources.Open(_folder["*.csv"])));
        Assert.Contains($"the first 'kPa' (line 3 of '{_folder["b.csv"]}')", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_result_overwrites_one_of_the_files()
    {
        _folder.Write("a.csv", "x\n1\n");
        _folder.Write("b.csv", "x\n1\n");
        var paths = new RunPaths().Reads(_folder["*.csv"], "the data").Writes(_folder["b.csv"], "--output");
        Assert.StartsWith(
            $"Path '{_folder["b.csv"]}' of --output must not be the data '{_folder["b.csv"]}', which is read",
            Assert.Throws<VaeDataException>(paths.Check).Message, StringComparison.Ordinal);
    }

    private long Size(string name) => new FileInfo(_folder[name]).Length;

    private static long[] Numbers(ITableSource table)
    {
        var rows = new List<long>();
        foreach (var block in table.Read([0]))
        {
            using (block)
            {
                for (var cells = block.Open(); cells.MoveNext();)
                {
                    rows.Add(cells.Row);
                }
            }
        }

        return [.. rows];
    }

    private void Zip(string name, string content)
    {
        using var packed = new GZipStream(File.Create(_folder[name]), CompressionLevel.Fastest);
        packed.Write(Encoding.UTF8.GetBytes(content));
    }
}
