using System.Text;
using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Tests.Runs;

/// <summary>Files as people have them.</summary>
public sealed class FieldTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    public static TheoryData<string> Markers =>
    [
        "NA", "N/A", "n/a", "#N/A", "NULL", "null", "None", "?", "-", "--", ".", "nil", "<NA>", "\\N", "#DIV/0!", "inf", "-inf", "Infinity", "1e39", "1e308", "1.#QNAN", "NaT", "\u2014",
    ];

    public static TheoryData<string> Others =>
    [
        "kPa", "temp", "Total", "50%", "$5.00", "20 °C", "\u22125", "(5)", "1\u00A0234", "0x1F", "12'345", "missing!",
    ];

    public static TheoryData<string> Dates =>
    [
        "2024-01-15", "15/01/2024", "15.01.2024", "15-Jan-2024", "15 January 2024", "Jan 15, 2024", "20240115T101500", "20240115T101500Z", "2024-01-15T10:15:00.123+01:00", "2024-01-15 10:15",
        "[10/Oct/2000:13:55:36 -0700]", "Mon, 15 Jan 2024 10:15:00 +0000", "Jan 15 10:15:00", "Mon Jan 15 10:15:00 2024", "10:15:00", "10:15 AM", "1/15/2024 10:15:00 PM", "2024-01",
    ];

    [Theory]
    [MemberData(nameof(Markers))]
    public void A_usual_marker_is_missing_among_numbers_and_counted(string marker)
    {
        var rows = Enumerable.Range(0, 40).Select(i => i % 20 == 3 ? $"{marker},{i % 7}" : $"{i * 37 % 11}.5,{i % 7}");
        var found = Find("temp,x\n" + string.Join('\n', rows));
        Assert.Null(found.Columns[0].Categories);
        Assert.Equal([$"Column 'temp': 2 cells of 40 taken as missing (2 × '{marker}')."], found.Notes);
        var features = found.ReadRows().Features;
        Assert.Equal([3, 23], Enumerable.Range(0, 40).Where(row => float.IsNaN(features[row * 2])));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Any_other_text_among_numbers_is_refused_by_name_and_never_a_category_in_silence(string text)
    {
        var rows = Enumerable.Range(0, 40).Select(i => i == 3 ? $"{text};{i % 7}" : $"{i * 37 % 11}.5;{i % 7}");
        Assert.Contains(
            $"got 39 numbers, but also 1 other texts, the first '{text}' (line 5). ",
            Assert.Throws<VaeDataException>(() => Find("temp;x\n" + string.Join('\n', rows))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}%")]
    [InlineData("${0}.00")]
    [InlineData("{0} °C")]
    [InlineData("\u2212{0}")]
    [InlineData("({0})")]
    [InlineData("0x{0}")]
    public void A_whole_column_of_decorated_numbers_is_refused(string form)
    {
        var rows = Enumerable.Range(0, 40).Select(i => string.Format(null, form, i * 37 % 11) + $";{i % 7}");
        Assert.Contains(
            "Column 'temp' of", Assert.Throws<VaeDataException>(() => Find("temp;x\n" + string.Join('\n', rows))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_texts_are_missing_in_columns_of_every_kind()
    {
        var rows = Enumerable.Range(0, 40).Select(i => i % 20 == 3 ? "bad,none of it" : $"{i * 37 % 11}.5,{(i % 2 == 0 ? "red" : "blue")}");
        var found = TrainingColumns.Find(Open("temp,c\n" + string.Join('\n', rows)), new() { Missing = ["bad,none of it"] });
        Assert.Equal(["blue", "red"], found.Columns[1].Categories!);
        Assert.Equal(
            ["Column 'temp': 2 cells of 40 taken as missing (2 × 'bad').", "Column 'c': 2 cells of 40 taken as missing (2 × 'none of it')."], found.Notes);
        Assert.All([0, 1, 2], feature => Assert.Equal(float.NaN, found.ReadRows().Features[(3 * 3) + feature]));
    }

    [Theory]
    [InlineData("bad,")]
    [InlineData(" ")]
    public void A_comma_at_the_end_names_no_empty_text(string missing)
    {
        var rows = Enumerable.Range(0, 40).Select(i => i % 20 == 3 ? ",red" : $"{i * 37 % 11}.5,{(i % 2 == 0 ? "red" : "blue")}");
        Assert.Empty(TrainingColumns.Find(Open("temp,c\n" + string.Join('\n', rows)), new() { Missing = [missing] }).Notes);
    }

    [Fact]
    public void A_marker_among_texts_is_a_category_and_a_column_can_be_said_to_be_text()
    {
        Assert.Equal(["-", "None", "a"], Find("c,x\na,1\nNone,2\na,4\n-,4\n-,5\n").Columns[0].Categories!);
        Assert.Equal(["1", "2", "3A"], TrainingColumns.Find(Open("c,x\n1,1\n2,2\n3A,4\n2,5\n"), new() { Text = ["c"] }).Columns[0].Categories!);
    }

    [Theory]
    [MemberData(nameof(Dates))]
    public void Dates_of_all_usual_forms_are_left_out_also_with_gaps_among_them(string date)
    {
        var rows = Enumerable.Range(0, 40).Select(i => $"{(i is 5 or 9 ? "NA" : date)};{i % 7}");
        Assert.Equal(
            ["Column 'when' is left out: dates or times (replace them by numbers that matter, such as the hour or the weekday)."],
            Find("when;x\n" + string.Join('\n', rows)).Notes);
    }

    [Theory]
    [InlineData("1.12.3", "2.0.1")]
    [InlineData("10.2", "v1.2")]
    [InlineData("May", "June")]
    public void Versions_and_names_of_months_are_no_dates(string first, string second)
    {
        var rows = Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? first : second)},{i % 7}");
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), Find("v,x\n" + string.Join('\n', rows)).Columns[0].Categories!);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 5)]
    [InlineData(7, 1_700_000_000)]
    public void Whole_numbers_that_are_all_different_and_evenly_spread_are_identifiers_also_shuffled(int step, long first)
    {
        var rows = Enumerable.Range(0, 101).Select(i => $"{first + (step * (long)(i * 37 % 101))},{i % 7}");
        Assert.Equal(
            ["Column 'id' is left out: whole numbers, all different and evenly spread, like a row number or a clock."], Find("id,x\n" + string.Join('\n', rows)).Notes);
        Assert.Equal(2, Find("id,x\n" + string.Join('\n', rows.Skip(1).Append($"{first + step},1"))).Columns.Count);
    }

    [Fact]
    public void Whole_numbers_that_are_all_different_in_any_places_train_and_are_named()
    {
        var rows = Enumerable.Range(0, 600).Select(i => $"{i * 61_195L % 100_003},{i % 7}").ToArray();
        string[] named = ["Column 'id' is taken as numbers, all whole and different, as identifiers are. Where it is one: Ignored \"id\"."];

        Assert.Equal(named, Find("id,x\n" + string.Join('\n', rows)).Notes);
        Assert.Empty(Find("id,x\n" + string.Join('\n', [.. rows, rows[10]])).Notes);
        Assert.Empty(Find("id,x\n" + string.Join('\n', rows.Take(99))).Notes);
        Assert.Equal("whole numbers, all different, as identifiers are", TableInspection.Read(Open("id,x\n" + string.Join('\n', rows))).Columns[0].Remark);
    }

    [Fact]
    public void Numbers_are_read_as_the_examples_show_and_columns_keep_their_own()
    {
        var content = "price;share;count;kind\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{1 + (i % 7)}.00{i % 10},5 €;{i % 11},5%;{i % 13};{"ab"[i % 2]}"));
        var found = TrainingColumns.Find(Open(content), new() { NumberFormats = ["1.234,5 €", "1.234,5%"] });

        Assert.Equal(["1.234,5€", "1.234,5%", "1.234,5", null], found.Columns.Select(column => column.NumberFormat));
        Assert.Equal([4003.5f, 3.5f, 3, 0, 1], found.ReadRows().Features[15..20]);
    }

    [Theory]
    [InlineData("x;y\n5 kg;1\n300 g;2\n", "numbers written like '1.234,5 kg' and others like '1.234,5 g' (make them one)")]
    [InlineData("x;y\n5 kg;1\n300;2\n", "numbers written like '1.234,5 kg' and others like '1.234,5' (make them one)")]
    [InlineData("x;y\n5 kg;1\n12.34 kg;2\n", "1 numbers, but also 1 other texts, the first '12.34 kg' (line 3)")]
    public void What_stands_around_numbers_is_the_same_in_all_cells_of_a_column(string content, string flaw)
    {
        var options = new TrainingDataOptions { NumberFormats = ["1.234,5 kg", "1.234,5 g"] };
        Assert.Contains(flaw, Assert.Throws<VaeDataException>(() => TrainingColumns.Find(Open(content), options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scoring_reads_numbers_as_training_did_and_nothing_else_is_one()
    {
        var content = "price;x\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i % 7},5 €;{i % 11}"));
        var columns = TrainingColumns.Find(Open(content), new() { NumberFormats = ["1.234,5 €"] }).Columns;
        var table = Open("price;x\n1.234 €;1\nNA;2\n;3\n1234;4\n1.5 €;5\n");
        var encoder = new RowEncoder(table, columns);
        var (features, faults) = (new List<float>(), new List<string?>());
        foreach (var block in table.Read([.. encoder.Indexes]))
        {
            using var own = block;
            var rows = block.Open();
            while (rows.MoveNext())
            {
                var row = new float[2];
                faults.Add(encoder.Encode(rows, row, new CategoryTally(columns))?.Message);
                features.Add(row[0]);
            }
        }

        Assert.Equal([1234, float.NaN, float.NaN], features.Take(3));
        Assert.All(faults.Take(3), Assert.Null);
        Assert.All(faults.Skip(3), fault => Assert.Contains("must have a finite number, written like 1.234,5€, in column 'price'; got '1", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void An_example_that_is_not_1234_5_is_refused() =>
        Assert.Equal(
            "Option NumberFormats must show how the file writes 1234.5, with the same separators in all of them, such as '1.234,5' or '$1,234.5'; got 'comma'.",
            Assert.Throws<VaeDataException>(() => TrainingColumns.Find(Open("x\n1\n"), new() { NumberFormats = ["comma"] })).Message);

    [Fact]
    public void Mails_that_are_nearly_always_different_are_left_out_and_empty_and_constant_columns_are_named()
    {
        var rows = Enumerable.Range(0, 100).Select(i => $"user{Math.Max(i, 3)}@example.org,,7,{i % 7}");
        Assert.Equal(
            [
                "Column 'mail' is left out: 97 different texts in 100 rows, like an identifier.",
                "Column 'e' is empty: any value in it will be new to the model.", "Column 'c' is constant (7): any other value will be new to the model.",
            ],
            Find("mail,e,c,x\n" + string.Join('\n', rows)).Notes);
    }

    [Fact]
    public void Bytes_of_another_encoding_are_refused_with_their_line()
    {
        var path = folder["latin1.csv"];
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("name,x\nMaria,1\nJosé,2\n"));
        var message = Assert.Throws<VaeDataException>(() => TrainingColumns.Find(TableSources.Open(path))).Message;
        Assert.Equal(
            $"Line 3 of '{path}' must be UTF-8 text; got byte 0xE9, as Latin-1 and Windows files have it. Name what it was written in, such as Encoding latin1, or save it as UTF-8.", message);
    }

    [Fact]
    public void Missing_labels_are_left_out_and_counted_and_several_may_be_normal()
    {
        var found = TrainingColumns.Find(
            Open("x,y\n1,ok\n2,fine\n4,NA\n5,?\n6,\n7,bad\n"), new() { Label = new() { Column = "y", Normal = "ok,fine" } });
        Assert.Equal((2, 6), (found.Rows, found.AllRows));
        Assert.Equal(["3 rows have no label and are left out."], found.Notes);
        Assert.Equal([1, 2], found.ReadRows().RowNumbers);
    }

    [Theory]
    [InlineData("NA", true)]
    [InlineData("-", true)]
    [InlineData("1e39", true)]
    [InlineData("bad", true)]
    [InlineData("worse", false)]
    public void Scoring_treats_cells_as_training_does(string cell, bool isMissing)
    {
        var source = Open($"a,x\n{cell},1\n");
        using var block = source.Read([0]).Single();
        var policy = new BadRowOptions();
        var encoder = new RowEncoder(source, [new VaeColumn("a")], new MissingWords(["bad"]));
        if (!isMissing)
        {
            Assert.Equal(
                $"Line 2 of '{source.Name}' must have a finite number in column 'a'; got 'worse'. Leave the cell empty where the value is missing, or name the text with Missing.",
                Assert.Throws<VaeDataException>(() => FeatureBlock.Parse(block, encoder, policy)).Message);
            return;
        }

        using var features = FeatureBlock.Parse(block, encoder, policy);
        Assert.Equal([float.NaN], features.Features.ToArray());
    }

    private TrainingColumns Find(string content) => TrainingColumns.Find(Open(content));

    private ITableSource Open(string content) => TableSources.Open(folder.Write("t.csv", content));
}
