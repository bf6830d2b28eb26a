using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Tests.Sources;

/// <summary>A row that cannot be read is a value: the rows after it are read as if it were not there.</summary>
public sealed class RowFaultTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
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
        var policy = new Collecting();
        var label = LabelColumn.Find(source, new() { Column = "y" }, new());
        using var block = source.Read([0, 1]).Single();
        using var features = FeatureBlock.Parse(block, new RowEncoder(source, [new VaeColumn("a")]), policy, label);

        Assert.Equal([1, 5], features.Features.ToArray());
        Assert.Equal([1, 5], features.RowNumbers.ToArray());
        Assert.Equal([false, true], features.Anomalies.ToArray());
        Assert.Equal(1, features.Labels.Unlabelled);
        Assert.Equal([RowFaultKind.NoNumber, RowFaultKind.CellCount], policy.Faults.Select(fault => fault.Kind));
        Assert.Equal(["a", null], policy.Faults.Select(fault => fault.Column));
    }

    private (List<float> Numbers, List<RowFault> Faults) Read(string content)
    {
        var (numbers, policy) = (new List<float>(), new Collecting());
        foreach (var block in TableSources.Open(folder.Write("t.csv", content)).Read([0, 1]))
        {
            using (block)
            {
                var rows = new ReadableRows(block, null, policy);
                while (rows.MoveNext())
                {
                    Assert.True(rows.Cells.TryNumber(0, out var number));
                    numbers.Add(number);
                }
            }
        }

        return (numbers, policy.Faults);
    }

    private sealed class Collecting : FaultPolicy
    {
        public List<RowFault> Faults { get; } = [];

        public override void Meet(RowFault fault) => Faults.Add(fault);
    }
}
