using Vae.Quality.RandomTables;

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
