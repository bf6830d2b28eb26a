using System.Numerics;
using Vae.Data.Sources.Parquet;
using Vae.MLNet.TestModels;

namespace Vae.Data.Tests.Sources.Parquet;

/// <summary>Parquet as a source: files of our own library, and two that Apache Arrow's C++ library wrote (Files/README.md).</summary>
public sealed class ParquetSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Arrow => ["arrow-v1-snappy.parquet", "arrow-v2-zstd.parquet"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Arrow))]
    public void Every_type_is_read_as_another_library_wrote_it(string name)
    {
        var table = TableSources.Open(File(name));
        Assert.Equal(
            ["i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "f32", "f64", "flag", "price", "text", "day", "utc", "local", "nanos", "clock", "id"],
            table.Columns);
        Assert.Equal(
            [$"Column 'list' of '{table.Name}' is no column of the table: it holds a list.",
             $"Column 'bytes' of '{table.Name}' is no column of the table: it holds bytes that are not marked as text."],
            table.Remarks);
        var rows = TableText.Rows(table, Readable(name));
        Assert.Equal(8, rows.Length);
        Assert.Equal(
            "-3|250|0|65000|0|4000000000|-9223372036854775808|18446744073709551615|0|0|0||2024-01-15|2024-01-15T10:30:00Z|"
            + "2024-01-15T10:30:00|2024-01-15T10:30:00Z|00:00:01.5|00000000-0002-0003-0405-060708090a0b",
            rows[0]);
        Assert.Equal(
            "-2|251|-300|65001|1000003|4000000001|-9223372036854775807|18446744073709551614|0.1||1234567890123456.789||2024-01-16|"
            + "2024-01-15T10:30:01.25Z|2024-01-15T10:30:01.000001|2024-01-15T10:30:01Z||00000001-0002-0003-0405-060708090a0b",
            rows[1]);
        Assert.Equal(["", "", "größe, \"x\"", "t0", "t1", "t2", "t0", "t1"], TableText.Rows(table, "text"));
        Assert.Equal([0, 0.1f, float.NaN, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f], TableText.Numbers(table, "f32").Select(number => (float)number!));
        Assert.Equal([0, double.NaN, 2 / 3.0, null, 4 / 3.0, 5 / 3.0, 2, 7 / 3.0], TableText.Numbers(table, "f64"));   // infinity is no number
        Assert.Equal(8641975230864197.523, TableText.Numbers(table, "price")[7]);
    }

    [Fact]
    public void Flags_are_numbers_and_those_that_are_run_length_encoded_are_refused()
    {
        Assert.Equal([1, 0, 1, 0, double.NaN, 0, 1, 0], TableText.Numbers(TableSources.Open(File("arrow-v1-snappy.parquet")), "flag"));
        Assert.Equal("true", TableText.Rows(TableSources.Open(File("arrow-v1-snappy.parquet")), "flag")[0]);
        var error = Assert.Throws<VaeDataException>(() => TableText.Numbers(TableSources.Open(File("arrow-v2-zstd.parquet")), "flag"));
        Assert.Contains("must be readable in column 'flag'; got ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Arrow))]
    public void A_flipped_bit_in_a_page_is_an_error_and_never_another_value(string name)
    {
        var bytes = System.IO.File.ReadAllBytes(File(name));
        var expected = TableText.Rows(TableSources.Open(File(name)), Readable(name));
        var pages = bytes.Length - 8 - BitConverter.ToInt32(bytes, bytes.Length - 8);
        var refused = 0;
        for (var place = 4; place < pages; place += 3)
        {
            byte[] flipped = [.. bytes];
            flipped[place] ^= (byte)(1 << (place % 8));
            var path = _folder["flipped.parquet"];
            System.IO.File.WriteAllBytes(path, flipped);
            try
            {
                Assert.Equal(expected, TableText.Rows(TableSources.Open(path), Readable(name)));   // a byte that nobody reads, or that says nothing of values
            }
            catch (VaeDataException error)
            {
                Assert.Matches($"^Row group [12] of '{path}' must be readable in column '[a-z0-9]+'; got '", error.Message);
                refused++;
            }
        }

        Assert.InRange(refused, pages / 3 / 4, pages);
    }

    [Fact]
    public void Row_groups_are_cut_into_blocks_and_rows_are_counted_through_all()
    {
        var path = ParquetMaker.Numbers(_folder["n.parquet"], 20_000, 9_000, ("x", row => row), ("y", row => row % 10 == 3 ? null : -row));
        var table = TableSources.Open(path);
        var (rows, size) = (new List<long>(), 0L);
        foreach (var block in table.Read([1]))
        {
            using (block)
            {
                size += block.Size;
                var cells = block.Open();
                while (cells.MoveNext())
                {
                    rows.Add(cells.Row);
                    Assert.True(cells.TryNumber(1, out var y));
                    Assert.Equal((cells.Row - 1) % 10 == 3 ? double.NaN : 1 - cells.Row, y);
                }
            }
        }

        Assert.Equal(Enumerable.Range(1, 20_000).Select(row => (long)row), rows);
        Assert.Equal(new FileInfo(path).Length, size);
    }

    [Fact]
    public void Only_the_columns_that_are_asked_for_are_read_so_damage_in_others_does_not_matter()
    {
        var path = ParquetMaker.Numbers(_folder["d.parquet"], 3_000, 1_000, ("x", row => row), ("y", row => 2.0 * row));
        var bytes = System.IO.File.ReadAllBytes(path);
        var second = bytes.AsSpan().IndexOf(BitConverter.GetBytes(2.0 * 1_500));
        Assert.True(second > 0);
        bytes.AsSpan(second - 4_030, 40).Fill(0xFF);   // what stands before the values of column y in the second row group
        System.IO.File.WriteAllBytes(path, bytes);

        var table = TableSources.Open(path);
        Assert.Equal(3_000, TableText.Rows(table, "x").Length);
        var error = Assert.Throws<VaeDataException>(() => TableText.Rows(table, "x", "y"));
        Assert.StartsWith($"Row group 2 of '{path}' must be readable in column 'y'; got '", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("The file is damaged, or written in a way that is not read here: write it again.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decimals_of_any_length_become_the_nearest_number_and_keep_their_digits_as_text()
    {
        var path = ParquetMaker.Decimals(_folder["m.parquet"], "m", BigInteger.Parse("12345678901234567890123456789012345678"), -1500000000000000000);
        Assert.Equal(["12345678901234567890.123456789012345678", "-1.500000000000000000"], TableText.Rows(TableSources.Open(path)));
        Assert.Equal([12345678901234567890.123456789012345678, -1.5], TableText.Numbers(TableSources.Open(path), "m"));
    }

    /// <summary>Memory is filled with these before it is decoded into, to see what did not come.</summary>
    [Fact]
    public void Values_that_look_like_memory_before_decoding_are_values() => Assert.Equal(
        [165, 90, 7, 90, 165], TableText.Numbers(TableSources.Open(ParquetMaker.Bytes(_folder["b.parquet"], "x", 165, 90, 7, 90, 165)), "x"));

    [Fact]
    public void A_text_among_numbers_is_a_fault_of_its_row()
    {
        using var model = new TinyModel { Features = 1, Latent = 1, Columns = [new("x")] }.Load();
        var sink = new Runs.Recorder();
        var path = ParquetMaker.Texts(_folder["t.parquet"], "x", "1.5", "two", null);
        var summary = ScoreRun.Run(model, path, [sink], new() { BadRows = new() { Policy = BadRowPolicy.Mark } });
        Assert.Equal(1, summary.BadRows!.All);
        Assert.StartsWith($"Row 2 of '{path}' must have a finite number in column 'x'; got 'two'.", summary.BadRows.First!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_needed_and_holds_a_list_is_named_with_what_it_holds()
    {
        using var model = new TinyModel { Features = 2, Columns = [new("f32"), new("list")] }.Load();
        var error = Assert.Throws<VaeDataException>(() => ScoreRun.Run(model, File("arrow-v1-snappy.parquet"), []));
        Assert.StartsWith(
            $"Data file '{File("arrow-v1-snappy.parquet")}' must have every column of the model; got none named 'list'; 'list' holds a list. Its columns are 'i8'",
            error.Message, StringComparison.Ordinal);
        var label = Assert.Throws<VaeDataException>(() => TrainingColumns.Find(
            TableSources.Open(File("arrow-v1-snappy.parquet")), new() { Label = new() { Column = "bytes" } }));
        Assert.Contains("; 'bytes' holds bytes that are not marked as text. Check the spelling.", label.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_are_left_out_of_training_as_those_of_lines_are()
    {
        var found = TableInspection.Read(TableSources.Open(File("arrow-v1-snappy.parquet")));
        foreach (var name in (string[])["day", "utc", "local", "nanos", "clock"])
        {
            Assert.Equal(ColumnUse.Key, found.Columns.Single(column => column.Name == name).Use);
        }
    }

    [Fact]
    public void What_is_no_whole_Parquet_file_is_refused()
    {
        var path = _folder.Write("no.parquet", "a,b\n1,2\n");
        Assert.StartsWith(
            $"Data file '{path}' must be a whole Parquet file; got '", Assert.Throws<VaeDataException>(() => TableSources.Open(path)).Message,
            StringComparison.Ordinal);
        var cut = _folder["cut"];
        System.IO.File.WriteAllBytes(cut, System.IO.File.ReadAllBytes(File("arrow-v1-snappy.parquet"))[..2_000]);
        Assert.StartsWith(
            $"Data file '{cut}' must be a whole Parquet file; got '", Assert.Throws<VaeDataException>(() => TableSources.Open(cut)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_lines_are_refused()
    {
        var path = File("arrow-v1-snappy.parquet");
        Assert.Equal(
            $"Option Encoding must come with a file of lines; got the Parquet file '{path}'. Leave it out.",
            Assert.Throws<VaeDataException>(() => TableSources.Open(path, new() { Encoding = System.Text.Encoding.Latin1 })).Message);
        using var model = new TinyModel { Features = 1, Latent = 1, Columns = [new("f32")] }.Load();
        Assert.Equal(
            $"Option BadRows.Quarantine must come with a file of lines, or several with one header; got '{path}'. Leave it out.",
            Assert.Throws<VaeDataException>(() => ScoreRun.Run(
                model, path, [], new() { BadRows = new() { Policy = BadRowPolicy.Mark, Quarantine = _folder["bad.csv"] } })).Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_a_fault_of_their_row()
    {
        var path = ParquetMaker.Texts(_folder["u.parquet"], "x", "fine", "gr\uFFFDn");
        using var block = TableSources.Open(path).Read([0]).Single();
        var rows = block.Open();
        Assert.True(rows.MoveNext());
        Assert.Null(rows.Fault);
        Assert.True(rows.MoveNext());
        Assert.Equal((RowFaultKind.Encoding, 2L, "x"), (rows.Fault!.Kind, rows.Fault.Row, rows.Fault.Column));
    }

    [Fact]
    public void A_page_header_with_anything_unknown_in_it_is_passed_over()
    {
        byte[] header = [0x15, 0x00, 0x15, 0x10, 0x15, 0x0C, 0x2C, 0x15, 0x06, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x00, 0x00];
        Assert.Equal(new PageHeader(0, 8, 6, null, 3, true) { SizePlace = (5, 6) }, PageHeader.Read(header, out var length));
        Assert.Equal(header.Length, length);
        Assert.Throws<InvalidDataException>(() => PageHeader.Read(header.AsSpan(0, 9), out _));
    }

    /// <summary>Flags in pages of version 2 are run-length encoded, which the library cannot decode.</summary>
    private static string[] Readable(string name) =>
        [.. TableSources.Open(File(name)).Columns.Where(column => column != "flag")];

    private static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Sources", "Parquet", "Files", name);
}
