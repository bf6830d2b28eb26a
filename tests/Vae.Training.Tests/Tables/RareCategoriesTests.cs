using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

/// <summary>Text columns in which hundreds of categories have one row each: the promise holds for known, single and unseen ones alike.</summary>
public sealed class RareCategoriesTests
{
    private const int Categories = 400, Rows = 500;

    [Fact]
    public void Fresh_rows_are_flagged_no_more_often_than_promised()
    {
        int[] training = Draw(Rows, seed: 1);
        int[] known = [.. training.Distinct().Order()];
        var data = new VaeTrainingData(Features(training, known, seed: 2), [new("x"), new("y"), new("t", [.. known.Select(category => $"c{category}")])]);
        using var model = VaeTraining.Train(data, Run.Quick with { Steps = 100, FalseAlarmRate = 0.02 }).OpenModel();
        int[] fresh = Draw(1_000, seed: 3);
        var counts = training.CountBy(category => category).ToDictionary();

        var labels = model.Score(Features(fresh, known, seed: 4)).PredictedLabel;

        Assert.InRange(labels.Count(label => label), 0, 50);
        foreach (var seen in new[] { 0, 1, 2 })
        {
            var flags = labels.Where((_, row) => counts.GetValueOrDefault(fresh[row]) == seen).ToList();
            Assert.True(flags.Count > 100, $"{flags.Count} rows whose category has {seen} training rows");
            Assert.True(flags.Count(flag => flag) < 0.1 * flags.Count, $"{flags.Count(flag => flag)} of {flags.Count} rows whose category has {seen} training rows");
        }
    }

    private static int[] Draw(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Next(Categories))];
    }

    private static float[] Features(int[] categories, int[] known, int seed)
    {
        var random = new Random(seed);
        return [.. categories.SelectMany(category => (float[])[Samples.Normal(random), Samples.Normal(random), .. known.Select(other => other == category ? 1f : 0f)])];
    }
}
