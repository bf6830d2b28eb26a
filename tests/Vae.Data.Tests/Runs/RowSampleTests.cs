using Vae.Data.Runs;

namespace Vae.Data.Tests.Runs;

public sealed class RowSampleTests
{
    [Fact]
    public void A_sample_holds_every_row_at_most_once_from_all_parts_of_the_data()
    {
        var sample = new RowSample(most: 500, width: 2);
        for (var first = 0; first < 10_000; first += 1_000)
        {
            sample.Add([.. Enumerable.Range(first, 1_000).SelectMany(row => (float[])[row, -row])]);
        }

        var rows = sample.Features.Chunk(2).ToArray();
        Assert.Equal(500, rows.Length);
        Assert.All(rows, row => Assert.Equal(row[0], -row[1]));
        Assert.Equal(500, rows.Select(row => row[0]).Distinct().Count());

        // 50 of each tenth; seven standard deviations around it.
        Assert.All(rows.GroupBy(row => (int)row[0] / 1_000), tenth => Assert.InRange(tenth.Count(), 4, 96));
        Assert.Equal(10, rows.GroupBy(row => (int)row[0] / 1_000).Count());
    }

    [Fact]
    public void Few_rows_are_all_kept()
    {
        var sample = new RowSample(most: 5, width: 1);
        sample.Add([1, 2]);
        sample.Add([3]);
        Assert.Equal([1, 2, 3], sample.Features);
    }
}
