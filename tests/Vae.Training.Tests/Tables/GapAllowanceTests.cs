using Vae.MLNet;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

/// <summary>Normal rows with a gap where training had none, or few, by whole models of a thousand rows.</summary>
public sealed class GapAllowanceTests
{
    private const int Rows = 1_000, Width = 6;

    private static readonly IReadOnlyList<VaeColumn> Columns = [new("kind", ["a", "b", "c"]), new("speed"), new("load"), new("noise")];

    private static readonly VaeTrainingOptions Options = Run.Quick with { Members = 5, Steps = 200 };

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    public void A_normal_row_with_a_gap_is_flagged_about_as_often_as_promised(double gaps)
    {
        var training = Normal(Rows, seed: 1);
        var random = new Random(2);
        for (var row = 0; row < Rows; row++)
        {
            if (random.NextDouble() < gaps)
            {
                Remove(training, row, random.Next(4));
            }
        }

        using var model = VaeTraining.Train(new(training, Columns), Options).OpenModel();
        for (var column = 0; column < 4; column++)
        {
            var fresh = Normal(2_000, seed: 3);
            for (var row = 0; row < 2_000; row++)
            {
                Remove(fresh, row, column);
            }

            Assert.InRange(model.Score(fresh).PValue.Average(p => p <= 0.01f ? 1.0 : 0), 0, 0.04);
        }
    }

    [Fact]
    public void A_row_with_a_gap_is_still_judged_by_what_it_holds()
    {
        using var model = VaeTraining.Train(new(Normal(Rows, seed: 1), Columns), Options).OpenModel();
        var broken = Normal(200, seed: 4);
        for (var row = 0; row < 200; row++)
        {
            Remove(broken, row, column: 3);
            broken[(row * Width) + 4] += row % 2 == 0 ? 6 : -6;                         // the load no longer follows the speed
        }

        Assert.True(model.Score(broken).PredictedLabel.Average(flag => flag ? 1.0 : 0) > 0.9);
    }

    /// <summary>A kind, a speed that depends on it, a load that depends on the speed, and noise.</summary>
    private static float[] Normal(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).SelectMany(_ =>
        {
            var kind = random.Next(3);
            var speed = (5 * kind) + Samples.Normal(random);
            return new[] { kind == 0 ? 1 : 0, kind == 1 ? 1 : 0, kind == 2 ? 1 : 0, speed, (2 * speed) + (0.3f * Samples.Normal(random)), Samples.Normal(random) };
        })];
    }

    private static void Remove(float[] rows, int row, int column)
    {
        if (column == 0)
        {
            rows.AsSpan(row * Width, 3).Fill(float.NaN);
        }
        else
        {
            rows[(row * Width) + 2 + column] = float.NaN;
        }
    }
}
