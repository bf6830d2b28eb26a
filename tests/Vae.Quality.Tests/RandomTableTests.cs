using Vae.Quality.RandomTables;
using Vae.Quality.Statistics;

namespace Vae.Quality.Tests;

public sealed class RandomTableTests
{
    /// <summary>A longer run, with default training, has its figures in docs/detection.md.</summary>
    [Fact]
    public void Planted_changes_are_flagged_in_tables_of_every_make()
    {
        var folder = Directory.CreateTempSubdirectory("random-tables");
        try
        {
            var results = Enumerable.Range(1, 3).Select(seed => RandomTableRun.Of(seed, folder.FullName, new() { Steps = 200 })!).ToList();

            Assert.InRange(results.Sum(result => result.FalseAlarms), 0, 0.025 * results.Sum(result => result.Fresh));
            Assert.InRange(results.Sum(result => result.Misses.Count), 0, 0.05 * results.Sum(result => result.Kinds.Sum(kind => kind.Planted)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Quantiles of the standard normal distribution from tables.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.6448536, 0.05)]
    [InlineData(-1.6448536, 0.95)]
    [InlineData(3.0902323, 0.001)]
    [InlineData(4.7534243, 1e-6)]
    public void The_share_above_a_quantile_is_its_tail(double quantile, double share) =>
        Assert.InRange(NormalTail.Above(quantile) / share, 0.99999, 1.00001);

    [Fact]
    public void Equal_seeds_give_equal_tables()
    {
        var folder = Directory.CreateTempSubdirectory("random-tables");
        try
        {
            string Written(int seed, string name)
            {
                var path = Path.Combine(folder.FullName, name);
                new RandomTable(seed).WriteTraining(path);
                return File.ReadAllText(path);
            }

            Assert.Equal(Written(7, "a.csv"), Written(7, "b.csv"));
            Assert.NotEqual(Written(7, "a.csv"), Written(8, "b.csv"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
