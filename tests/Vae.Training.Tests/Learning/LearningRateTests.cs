using Vae.Training.Learning;

namespace Vae.Training.Tests.Learning;

public sealed class LearningRateTests
{
    /// <summary>(step + 1) / 50 up to the fiftieth step, times 0.02 + 0.98 · ½ (1 + cos(π · step / steps)).</summary>
    [Theory]
    [InlineData(0, 0.02 * 1)]
    [InlineData(24, 0.5 * 0.998608)]
    [InlineData(49, 0.994205)]
    [InlineData(500, 0.02 + 0.49)]
    [InlineData(1000, 0.02)]
    public void It_ramps_up_and_follows_a_cosine_down(int step, double expected)
    {
        Assert.Equal(3 * expected, LearningRate.At(3, step, 1000), 4);
    }

    [Fact]
    public void It_is_never_above_the_peak_nor_at_zero()
    {
        Assert.All(Enumerable.Range(0, 200), step => Assert.InRange(LearningRate.At(0.002, step, 200), 1e-6, 0.002));
    }
}
