using Vae.Training.DataView;

namespace Vae.Training.Tests.DataView;

public sealed class RowReservoirTests
{
    [Fact]
    public void Rows_that_fit_are_all_kept_in_order()
    {
        var kept = Sample(rows: 100, memoryRows: 100, seed: 1);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), kept);
    }

    [Fact]
    public void Of_more_rows_a_sample_of_the_size_that_fits_is_kept_each_row_whole_and_at_most_once()
    {
        var reservoir = new RowReservoir(3, memoryBytes: 50 * 3 * sizeof(float), seed: 1);
        for (var i = 0; i < 1_000; i++)
        {
            var row = reservoir.Next();
            row[0] = row[1] = row[2] = i;
        }

        var rows = reservoir.ToRows().Features.Chunk(3).ToArray();
        Assert.Equal(50, rows.Length);
        Assert.All(rows, row => Assert.Single(row.Distinct()));
        Assert.Equal(50, rows.Select(row => row[0]).Distinct().Count());
    }

    [Fact]
    public void Every_row_is_kept_with_the_same_probability()
    {
        // 400 samples of 20 out of 100: each row is expected 80 times, with a standard deviation of 8.
        var counts = new int[100];
        for (var seed = 0; seed < 400; seed++)
        {
            foreach (var row in Sample(rows: 100, memoryRows: 20, seed))
            {
                counts[(int)row]++;
            }
        }

        Assert.All(counts, count => Assert.InRange(count, 40, 120));
        Assert.InRange(counts[..20].Average(), 72, 88);
        Assert.InRange(counts[80..].Average(), 72, 88);
    }

    [Fact]
    public void A_kept_row_keeps_its_group()
    {
        var reservoir = new RowReservoir(1, memoryBytes: 30 * sizeof(float), seed: 2);
        for (var i = 0; i < 500; i++)
        {
            reservoir.Next()[0] = i;
            reservoir.SetGroup($"{i}");
        }

        var rows = reservoir.ToRows();
        Assert.Equal(30, rows.Groups!.Length);
        Assert.Equal(rows.Features.Select(value => $"{value}"), rows.Groups);
    }

    [Fact]
    public void The_same_seed_keeps_the_same_rows()
    {
        Assert.Equal(Sample(1_000, 30, seed: 5), Sample(1_000, 30, seed: 5));
        Assert.NotEqual(Sample(1_000, 30, seed: 5), Sample(1_000, 30, seed: 6));
    }

    private static float[] Sample(int rows, int memoryRows, int seed)
    {
        var reservoir = new RowReservoir(1, memoryRows * sizeof(float), seed);
        for (var i = 0; i < rows; i++)
        {
            reservoir.Next()[0] = i;
        }

        return reservoir.ToRows().Features;
    }
}
