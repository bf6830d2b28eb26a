using Vae.Benchmarks.Models;
using Vae.Benchmarks.Soak;

namespace Vae.Benchmarks.Tests.Soak;

public sealed class SoakTests
{
    /// <summary>Of 18 samples 3 are the warm-up, and the medians of the first and the last 5 are compared.</summary>
    [Theory]
    [InlineData(new double[] { 10, 20, 90, 100, 100, 100, 101, 99, 1, 1, 1, 1, 1, 104, 104, 104, 300, 2 }, 0.04, true)]
    [InlineData(new double[] { 10, 20, 90, 100, 100, 100, 101, 99, 1, 1, 1, 1, 1, 106, 106, 106, 300, 2 }, 0.06, false)]
    public void Memory_may_grow_by_five_percent_after_the_warm_up(double[] mebibytes, double growth, bool isGood)
    {
        var memory = new MemoryCourse();
        foreach (var sample in mebibytes)
        {
            memory.Add(sample);
        }

        Assert.Equal(growth, memory.Growth, 1e-12);
        Assert.Equal(isGood, new SoakResult("Predict", "18 calls", Wrong: 0, Seconds: 1, memory).IsGood);
        Assert.False(new SoakResult("Predict", "18 calls", Wrong: 1, Seconds: 1, memory).IsGood);
    }

    [Fact]
    public void Threads_that_mix_all_work_for_a_moment_see_no_wrong_score()
    {
        using var folder = new BenchmarkFolder();
        using var model = new SoakModel(folder.Small);

        var mixed = MixedWork.Run(model, TimeSpan.FromSeconds(1), threads: 4);
        var calls = LongLife.Predictions(model, 1_000);
        var cycles = LongLife.Loads(model, 20);

        Assert.Equal((0, 0, 0), (mixed.Wrong, calls.Wrong, cycles.Wrong));
        Assert.Matches(@"^4 threads: [1-9][\d,]* batches of 512 rows, .* in \d+ s; 0 wrong scores; resident ", mixed.ToString());
        Assert.StartsWith("Predict: 1,000 calls in ", calls.ToString(), StringComparison.Ordinal);
    }
}
