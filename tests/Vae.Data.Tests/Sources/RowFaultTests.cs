using System.Text;
using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Tests.Sources;

/// <summary>A row that cannot be read is a value: the rows after it are read as if it were not there.</summary>
public sealed class RowFaultTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly BadRowOptions Skipping = new() { Policy = BadRowPolicy.Skip };

    [Theory]
    [InlineData("3", RowFaultKind.CellCount)]
    [InlineData("3,4,5", RowFaultKind.CellCount)]
    [InlineData("3,4\"\n\"", RowFaultKind.Quote)]
    [InlineData("\"3\"x,4", RowFaultKind.Quote)]
    public void A_broken_row_has_its_place_and_the_next_rows_are_read(string broken, RowFaultKind kind)
    {
        var (numbers, faults) = Read($"a,b\n1,2\n{broken}\n5,6\n\n7,8\n");

        Assert.Equal([1, 5, 7], numbers);
        var fault = Assert.Single(faults);
        Assert.Equal((kind, 2, 3, null), (fault.Kind, fault.Row, fault.Line, fault.Column));
        Assert.StartsWith($"Line 3 of '{folder["t.csv"]}' must ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"3,4")]
    [InlineData("3,4\"")]
    public void A_quote_that_is_never_closed_takes_the_rest(string broken)
    {
        var (numbers, faults) = Read($"a,b\n1,2\n{broken}\n5,6\n");

        Assert.Equal([1], numbers);
        Assert.Equal((RowFaultKind.Quote, 2, 3), (faults[0].Kind, faults[0].Row, faults[0].Line));
    }

    [Fact]
    public void A_policy_that_does_not_throw_leaves_out_rows_and_keeps_the_numbers_of_the_others()
    {
        var source = TableSources.Open(folder.Write("t.csv", "a,y\n1,0\nx,0\n3\n4,\n5,1\n"));
        var label = LabelColumn.Find(source, new() { Column = "y" }, new());
        using var block = source.Read([0, 1]).Single();
        using var features = FeatureBlock.Parse(block, new RowEncoder(source, [new VaeColumn("a")]), Skipping, label);

        Assert.Equal([1, 5], features.Features.ToArray());
        Assert.Equal([1, 5], features.RowNumbers.ToArray());
        Assert.Equal([false, true], features.Anomalies.ToArray());
        Assert.Equal(1, features.Labels.Unlabelled);
        Assert.Equal([RowFaultKind.NoNumber, RowFaultKind.CellCount], features.Bad.Faults.Select(fault => fault.Kind));
        Assert.Equal(["a", null], features.Bad.Faults.Select(fault => fault.Column));
    }

    [Theory]
    [InlineData("caf\u00e9,1", 0)]
    [InlineData("\"a\n\u00e9\",1", 1)]
    [InlineData("\u00e9", 0)]
    [InlineData("\"\u00e9\"x,1", 0)]
    public void Bytes_of_another_encoding_are_a_fault_of_their_row_after_all_faults_before_it(string broken, int linesBefore)
    {
        // More than what is looked at on opening, so that the row is met while blocks are read.
        const int Before = 20_000;
        var rows = Enumerable.Repeat("1,2\n", Before);
        File.WriteAllBytes(folder["latin1.csv"], Encoding.Latin1.GetBytes($"a,b\n{string.Concat(rows)}{broken}\n5,6\n"));
        var (numbers, faults) = ReadFile(folder["latin1.csv"]);

        Assert.Equal([.. Enumerable.Repeat(1f, Before), 5], numbers);
        var fault = Assert.Single(faults);
        Assert.Equal((RowFaultKind.Encoding, Before + 1, Before + 2, null), (fault.Kind, fault.Row, fault.Line, fault.Column));
        Assert.Equal(
            $"Line {Before + 2 + linesBefore} of '{folder["latin1.csv"]}' must be UTF-8 text; got byte 0xE9, as Latin-1 and Windows files have it. "
            + "Name what it was written in, such as Encoding latin1, or save it as UTF-8.",
            fault.Message);

        File.WriteAllBytes(folder["latin1.csv"], Encoding.Latin1.GetBytes($"a,b\n{string.Concat(rows)}3\n{broken}\n5,6\n"));
        Assert.Equal([RowFaultKind.CellCount, RowFaultKind.Encoding], ReadFile(folder["latin1.csv"]).Faults.Select(each => each.Kind));
        var first = Assert.Throws<VaeDataException>(() => TrainingColumns.Find(TableSources.Open(folder["latin1.csv"]))).Fault!;
        Assert.Equal((RowFaultKind.CellCount, Before + 1, Before + 2), (first.Kind, first.Row, first.Line));
    }

    private (List<float> Numbers, List<RowFault> Faults) Read(string content) => ReadFile(folder.Write("t.csv", content));

    private static (List<float> Numbers, List<RowFault> Faults) ReadFile(string path)
    {
        var (numbers, bad) = (new List<float>(), new BadRows(Skipping));
        foreach (var block in TableSources.Open(path).Read([0, 1]))
        {
            using (block)
            {
                var rows = new ReadableRows(block, null, bad);
                while (rows.MoveNext())
                {
                    Assert.True(rows.Cells.TryNumber(0, out var number));
                    numbers.Add(number);
                }
            }
        }

        return (numbers, [.. bad.Faults]);
    }
}
