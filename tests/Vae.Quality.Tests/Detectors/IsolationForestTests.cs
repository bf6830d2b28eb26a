using Vae.Quality.Data;
using Vae.Quality.Detectors;

namespace Vae.Quality.Tests.Detectors;

public sealed class IsolationForestTests
{
    /// <summary>2 (1 + … + 1/(n − 1)) − 2 (n − 1) / n by hand.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(4, (2 * (1 + (1 / 2.0) + (1 / 3.0))) - (6 / 4.0))]
    public void Mean_path_lengths_are_those_of_the_paper(int rows, double length) => Assert.Equal(length, IsolationForestDetector.Average(rows), 12);

    [Fact]
    public void A_row_far_from_all_others_scores_highest_and_the_same_each_time()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 300 * 3).Select(_ => (float)random.NextDouble())];
        var table = new LabelledTable("cube", [.. values, 5, 5, 5], 3, new bool[301]);

        var scores = new IsolationForestDetector().Run(table, table, seed: 0).Single().Scores;

        Assert.Equal(300, Array.IndexOf(scores, scores.Max()));
        Assert.Equal(scores, new IsolationForestDetector().Run(table, table, seed: 0).Single().Scores);
    }
}
