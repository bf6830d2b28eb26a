using Vae.MLNet.Features;

namespace Vae.Data.Tests.Runs;

public sealed class TrainingTableTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Fact]
    public void All_normal_rows_are_kept_while_they_fit_with_their_place_in_the_file()
    {
        var table = Read("x,y\n1,0\n2,1\n3,0\n", label: "y", memoryBytes: 8);
        Assert.Equal([1, 3], table.Features);
        Assert.Equal([1, 3], table.RowNumbers);
    }

    [Fact]
    public void Of_more_rows_than_fit_a_sample_is_kept_that_the_seed_decides()
    {
        var content = "x\n" + string.Join('\n', Enumerable.Range(1, 1_000).Select(row => $"{row}.5"));
        var sample = Read(content, memoryBytes: 400);
        Assert.Equal(100, sample.RowNumbers.Distinct().Count());
        Assert.Equal(sample.RowNumbers.Select(row => row + 0.5f), sample.Features);
        Assert.InRange(sample.RowNumbers.Average(), 400, 600);
        Assert.Equal(sample.RowNumbers, Read(content, memoryBytes: 400).RowNumbers);
        Assert.NotEqual(sample.RowNumbers, Read(content, memoryBytes: 400, seed: 2).RowNumbers);
    }

    [Fact]
    public void Every_row_is_as_likely_as_any_other_to_be_in_the_sample()
    {
        var counts = new int[10];
        var random = new Random(1);
        for (var run = 0; run < 10_000; run++)
        {
            var sample = new SelectionSample(3, 10, random);
            for (var row = 0; row < 10; row++)
            {
                counts[row] += sample.TakesNext() ? 1 : 0;
            }
        }

        Assert.Equal(30_000, counts.Sum());
        Assert.All(counts, count => Assert.InRange(count, 2_750, 3_250));   // 3,000 expected, standard deviation 46
    }

    private TrainingTable Read(string content, string? label = null, long memoryBytes = 1 << 20, int seed = 1)
    {
        var table = TableSources.Open(folder.Write("t.csv", content));
        return TrainingTable.Read(table, new() { Label = new() { Column = label }, MemoryBytes = memoryBytes, Seed = seed });
    }
}
