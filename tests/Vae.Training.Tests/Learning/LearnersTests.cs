using TorchSharp;
using Vae.MLNet;
using Vae.Training.Images;
using Vae.Training.Learning;
using Vae.Training.Tables;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Learning;

/// <summary>What a member becomes hangs on nobody else: not one bit of it, whatever the sizes and threads.</summary>
public sealed class LearnersTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly int _threads = get_num_threads();

    public void Dispose()
    {
        set_num_threads(_threads);
        _scope.Dispose();
    }

    [Theory]
    [InlineData(9, 128, 128, 9, 1)]
    [InlineData(30, 128, 128, 30, 1)]
    [InlineData(30, 128, 100, 7, 1)]
    [InlineData(3, 32, 33, 2, 1)]
    [InlineData(1, 32, 1, 1, 1)]
    [InlineData(7, 37, 128, 5, 1)]
    [InlineData(5, 11, 33, 2, 1)]
    [InlineData(2, 1, 3, 2, 1)]
    [InlineData(9, 128, 128, 9, 2)]
    [InlineData(70, 64, 256, 64, 2)]
    public void A_member_alone_becomes_what_it_becomes_among_all(int inputs, int batch, int hidden, int latent, int threads)
    {
        set_num_threads(threads);
        var options = new VaeTrainingOptions { Members = 3, Steps = 25, BatchSize = batch, Contamination = 0.1 };
        Same(
            LearningPlan.Of(options, 5, 1_000, 128),
            generator => new TableEnsemble(3, inputs, hidden, latent, generator, CPU), _ => null);
    }

    [Fact]
    public void Plain_ones_need_no_noise_and_become_the_same_too() => Same(
        LearningPlan.Of(new() { Members = 3, Steps = 25, BatchSize = 32, Autoencoder = VaeAutoencoderKind.Plain }, 5, 1_000, 128),
        generator => new TableEnsemble(3, 6, 32, 4, generator, CPU), _ => null);

    [Theory]
    [InlineData(32, 1)]
    [InlineData(10, 1)]
    [InlineData(32, 2)]
    public void Images_that_are_moved_at_random_are_moved_alike(int batch, int threads)
    {
        set_num_threads(threads);
        var network = new ImageNetwork(new(1, 18, 20));
        Same(
            LearningPlan.Of(new() { Members = 3, Steps = 4, BatchSize = batch }, 3, 100, 64),
            generator => new ImageEnsemble(3, network, 16, 5, zeros(network.Length), generator),
            generator => new ImageAugmentation(network, generator).Apply);
    }

    [Fact]
    public void Members_that_would_come_out_otherwise_at_once_are_computed_each_for_itself()
    {
        var plan = LearningPlan.Of(new() { Members = 3, Steps = 4 }, 5, 1_000, 128);
        set_num_threads(1);
        Assert.Equal(3, Count(batchSize: 37));
        set_num_threads(2);
        Assert.Equal(3, Count(batchSize: 32));

        int Count(int batchSize)
        {
            using var generator = new Generator(1);
            var task = new LearningTask(new TableEnsemble(3, 4, 8, 2, generator, CPU), randn([60, 4], generator: generator), Folds.Deal(60, 3, generator), generator);
            using var learners = Learners.Of(task, plan, batchSize);
            return learners.All.Count;
        }
    }

    [Theory]
    [InlineData(30, 128)]
    [InlineData(4, 37)]
    public void Any_number_of_threads_makes_the_same_of_members(int inputs, int batch)
    {
        set_num_threads(1);
        var one = Learn(1);
        Assert.All(Enumerable.Range(2, 4), threads => Assert.Equal(one, Learn(threads)));

        float[] Learn(int threads)
        {
            var plan = LearningPlan.Of(new() { Steps = 25, BatchSize = batch, Threads = threads }, 5, 1_000, 128);
            var (ensemble, _) = LearnersTests.Learn(plan, generator => new TableEnsemble(5, inputs, 128, inputs, generator, CPU), _ => null, only: null);
            return [.. ensemble.Parameters.SelectMany(parameter => parameter.detach().data<float>().ToArray())];
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_fails_on_a_thread_fails_as_it_does_on_the_callers(int threads)
    {
        using var generator = new Generator(1);
        var plan = LearningPlan.Of(new() { Members = 3, Steps = 4, Threads = threads }, 5, 1_000, 128);
        set_num_threads(1);
        var task = new LearningTask(new TableEnsemble(3, 4, 8, 2, generator, CPU), randn([60, 4], generator: generator), Folds.Deal(60, 3, generator), generator);
        using var learners = Learners.Of(task, plan, 32);

        var exception = Assert.ThrowsAny<Exception>(() => learners.Step(zeros(3, 32, 5), zeros(3, 32, 2), 0));

        Assert.IsNotType<AggregateException>(exception);
    }

    private static void Same(LearningPlan plan, Func<Generator, IEnsemble> ensemble, Func<Generator, Func<Tensor, Tensor>?> augmentation)
    {
        var (all, history) = Learn(plan, ensemble, augmentation, only: null);
        for (var member = 0; member < plan.Members; member++)
        {
            var (alone, own) = Learn(plan, ensemble, augmentation, member);

            Assert.All(all.Parameters.Zip(alone.Parameters), pair => Assert.Equal(Bits(pair.First, member), Bits(pair.Second, member)));
            Assert.Equal(history.Select(report => report.Members[member]), own.Select(report => Assert.Single(report.Members)));
        }

        static int[] Bits(Tensor of, int member) => [.. of[member].detach().contiguous().cpu().data<float>().ToArray().Select(BitConverter.SingleToInt32Bits)];
    }

    private static (IEnsemble Ensemble, IReadOnlyList<TrainingReport> History) Learn(
        LearningPlan plan, Func<Generator, IEnsemble> ensemble, Func<Generator, Func<Tensor, Tensor>?> augmentation, int? only)
    {
        using var generator = new Generator(1);
        var networks = ensemble(generator);
        var inputs = randn([203, networks.Inputs], generator: generator);
        TrainingState? state = null;
        new TrainingLoop(plan, new() { Checkpoint = (take, isEnding) => state = isEnding ? take() : state })
            .Run(new(networks, inputs, Folds.Deal(203, plan.Members, generator), generator) { Augmentation = augmentation(generator), Only = only });
        return (networks, state!.History);
    }
}
