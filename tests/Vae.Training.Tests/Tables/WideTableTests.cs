using Vae.MLNet;
using Vae.Training.Export;
using Vae.Training.Scoring;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Tables;

/// <summary>Tables of more features than rows, and of thousands of features, by whole models.</summary>
public sealed class WideTableTests
{
    private static readonly VaeTrainingOptions Quick = Run.Quick with { Steps = 20, BatchSize = 16 };

    /// <summary>Training itself compares all outputs with TorchSharp; here the two numbers that must hold for reasons.</summary>
    [Theory]
    [InlineData(40, 210)]
    [InlineData(60, 1_100)]
    [InlineData(1_200, 1_050)]
    public void The_feature_that_leaves_the_others_is_the_reason(int rows, int width)
    {
        var values = Factors(rows, width, seed: 1);
        using var model = VaeTraining.Train(new(values, Columns(width)), Quick with { Steps = 60 }).OpenModel();
        var odd = Factors(rows, width, seed: 1)[..width];
        odd[7] += 12;

        var shares = model.Compute(VaeOutputs.FeatureContributions, odd);

        Assert.Equal(1, shares.Sum(), 3);
        Assert.Equal(7, Array.IndexOf(shares, shares.Max()));
        Assert.True(model.Score(odd).Score[0] > model.Score(values.AsSpan(0, width)).Score[0]);
    }

    [Fact]
    public void A_foreign_row_is_told_from_fresh_normal_ones()
    {
        const int width = 250;
        var values = Factors(100, width, seed: 1);
        using var model = VaeTraining.Train(new(values.AsSpan(0, 60 * width).ToArray(), Columns(width)), Quick with { Steps = 200 }).OpenModel();

        var normal = model.Score(values.AsSpan(60 * width)).Score;
        var foreign = model.Score(Factors(40, width, seed: 2)).Score;

        Assert.True(normal.Average() + 0.5 < foreign.Average());
    }

    /// <summary>Hashes of categories: most rows repeat, so that scores stand on the steps of the survival curves.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public void Thousands_of_hashes_of_rows_that_repeat_are_exported(int members, int seed)
    {
        const int rows = 300, width = 4_096, kinds = 100;
        var random = new Random(seed);
        int[][] slots = [.. Enumerable.Range(0, kinds).Select(_ => Enumerable.Range(0, 15).Select(_ => random.Next(4_000)).ToArray())];
        var values = new float[rows * width];
        for (var row = 0; row < rows; row++)
        {
            foreach (var slot in slots[random.Next(kinds)])
            {
                values[(row * width) + slot] = 1;
            }
        }

        var trained = VaeTraining.Train(new(values, Columns(width)), Quick with { Members = members });

        Assert.InRange(trained.Info.Parity[VaeOutputs.LatentMean.Name], 0, ExportVerifier.Tolerance);
        using var model = trained.OpenModel();
        var novel = values[..width];
        novel[4_000] = 1;
        Assert.True(model.Score(novel).Score[0] > model.Score(values.AsSpan(0, width)).Score[0]);
        var shares = model.Compute(VaeOutputs.FeatureContributions, novel);
        Assert.Equal(4_000, Array.IndexOf(shares, shares.Max()));
    }

    /// <summary>Features of one unit that never varied are no novelties, one and all alike: their change is measured in that unit.</summary>
    [Fact]
    public void A_constant_of_an_embedding_changes_by_much_or_by_little()
    {
        const int rows = 60, width = 250;
        var values = Factors(rows, width, seed: 1);
        for (var row = 0; row < rows; row++)
        {
            values.AsSpan((row * width) + 200, 50).Clear();
        }

        using var model = VaeTraining.Train(new(values, Columns(width)), Quick with { Steps = 60 }).OpenModel();
        var (little, much) = (values[..width], values[..width]);
        (little[230], much[230]) = (0.001f, 20);

        var before = model.Score(values.AsSpan(0, width)).Score[0];
        Assert.Equal(before, model.Score(little).Score[0], 0.01f);
        Assert.True(model.Score(much).Score[0] > before + 0.2);
        var shares = model.Compute(VaeOutputs.FeatureContributions, much);
        Assert.Equal(230, Array.IndexOf(shares, shares.Max()));
    }

    [Fact]
    public void Fifteen_thousand_features_train_to_a_file_of_bounded_size()
    {
        const int width = 15_000;
        var path = Path.GetTempFileName();
        try
        {
            var trained = VaeTraining.Train(new(Factors(40, width, seed: 1), Columns(width)), Run.Quick with { Steps = 3, BatchSize = 8, HiddenUnits = 128 });
            trained.Save(path);

            Assert.InRange(new FileInfo(path).Length, 1 << 20, 100 << 20);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void More_features_than_a_table_may_have_are_refused_before_training()
    {
        var width = WideTable.MostFeatures + 1;
        var data = new VaeTrainingData(new float[width * 20], Columns(width));

        var error = Assert.Throws<ArgumentException>(() => VaeTraining.Train(data, Quick));

        Assert.Contains("must have at most 32768 features; got 32769", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What follows the last step stops too, and soon.</summary>
    [Fact]
    public void A_wide_run_can_be_abandoned_after_its_last_step()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Reports(report =>
        {
            if (report.Step == report.Steps)
            {
                cancel.Cancel();
            }
        });
        var data = new VaeTrainingData(Factors(60, 4_096, seed: 1), Columns(4_096));

        Assert.Throws<OperationCanceledException>(() => VaeTraining.Train(data, Quick with { Steps = 3 }, progress, cancellation: cancel.Token));
    }

    private static VaeColumn[] Columns(int width) => [.. Enumerable.Range(0, width).Select(i => new VaeColumn(FormattableString.Invariant($"Feature{i}")))];

    /// <summary>Rows that three hidden causes move [rows, width]; another seed has other causes.</summary>
    private static float[] Factors(int rows, int width, int seed)
    {
        var random = new Random(seed);
        double[][] loads = [.. Enumerable.Range(0, width).Select(_ => Enumerable.Range(0, 3).Select(_ => (2 * random.NextDouble()) - 1).ToArray())];
        return
        [
            .. Enumerable.Range(0, rows).SelectMany(_ =>
            {
                double[] causes = [.. Enumerable.Range(0, 3).Select(_ => 6 * (random.NextDouble() - 0.5))];
                return loads.Select(load => (float)(load.Zip(causes, (a, b) => a * b).Sum() + (0.5 * (random.NextDouble() - 0.5))));
            }),
        ];
    }
}
