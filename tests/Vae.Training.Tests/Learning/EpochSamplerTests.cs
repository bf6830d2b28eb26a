using TorchSharp;
using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Learning;

public sealed class EpochSamplerTests : IDisposable
{
    private const int Members = 3;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void An_epoch_shows_every_member_each_of_its_rows_once()
    {
        // 30 rows in 3 folds: each member sees 20, four batches of 5.
        var (folds, epochs) = Epochs(rows: 30, batchSize: 5, batches: 8, seed: 1);

        for (var member = 0; member < Members; member++)
        {
            var first = epochs[member].Take(20).ToArray();
            var second = epochs[member].Skip(20).ToArray();
            Assert.Equal(folds.Seen[member], first.Order());
            Assert.Equal(folds.Seen[member], second.Order());
            Assert.NotEqual(first, second);
        }
    }

    [Fact]
    public void Members_with_a_row_more_than_others_leave_one_out_and_an_incomplete_batch_is_not_shown()
    {
        // 31 rows: folds of 11, 10 and 10, so members see 20 or 21; two batches of 8 an epoch.
        var (folds, epochs) = Epochs(rows: 31, batchSize: 8, batches: 2, seed: 1);

        for (var member = 0; member < Members; member++)
        {
            Assert.Equal(16, epochs[member].Distinct().Count());
            Assert.Subset(folds.Seen[member].ToHashSet(), epochs[member].ToHashSet());
        }
    }

    [Fact]
    public void Epochs_are_counted_from_1()
    {
        using var generator = new Generator(1);
        using var sampler = new EpochSampler(Folds.Deal(30, Members, generator), 5, generator, CPU);
        var epochs = Enumerable.Range(0, 9).Select(_ =>
        {
            sampler.Next(zeros(30, 1));
            return sampler.Epoch;
        }).ToArray();

        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 3], epochs);
    }

    [Fact]
    public void A_batch_is_never_larger_than_what_a_member_sees()
    {
        using var generator = new Generator(1);
        using var sampler = new EpochSampler(Folds.Deal(6, Members, generator), 128, generator, CPU);

        Assert.Equal(4, sampler.BatchSize);
        Assert.Equal([Members, 4, 2], sampler.Next(zeros(6, 2)).shape);
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        Assert.Equal(Epochs(30, 5, 6, seed: 1).Shown, Epochs(30, 5, 6, seed: 1).Shown);
        Assert.NotEqual(Epochs(30, 5, 6, seed: 1).Shown[0], Epochs(30, 5, 6, seed: 2).Shown[0]);
    }

    /// <summary>The numbers of the rows that each member is shown [members][batches · batch size].</summary>
    private static (Folds Folds, long[][] Shown) Epochs(int rows, int batchSize, int batches, ulong seed)
    {
        using var generator = new Generator(seed);
        var folds = Folds.Deal(rows, Members, generator);
        using var sampler = new EpochSampler(folds, batchSize, generator, CPU);
        var numbers = arange(rows, dtype: float32).unsqueeze(1);                        // [rows, 1]
        var shown = Enumerable.Range(0, batches).Select(_ => sampler.Next(numbers)).ToArray();
        return (folds, [.. Enumerable.Range(0, Members).Select(member => shown.SelectMany(batch => batch[member].data<float>().ToArray()).Select(number => (long)number).ToArray())]);
    }
}
