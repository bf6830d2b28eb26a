using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// All that learn in a run, side by side where there are threads for it. A member becomes the same, bit for bit, whoever else learns in the process:
/// on processors members are computed each for itself, or several at once where that was seen to give the same bits. On CUDA, which promises no bits,
/// all are computed at once.
/// </summary>
internal sealed class Learners : IDisposable
{
    /// <summary>
    /// Batches of a multiple of this many rows fill the vectors of a processor: no number is computed by the code for what is left over, which may
    /// round in another way.
    /// </summary>
    private const int WholeVectors = 32;

    private readonly Crew _crew;

    private Learners(IReadOnlyList<Learner> all, int workers = 1) => (All, _crew) = (all, new(workers));

    /// <summary>Each, in the order of their members.</summary>
    public IReadOnlyList<Learner> All { get; }

    /// <summary>The learners of a task.</summary>
    /// <param name="task">What is learnt from what.</param>
    /// <param name="plan">How.</param>
    /// <param name="batchSize">Rows per step and member.</param>
    public static Learners Of(LearningTask task, LearningPlan plan, int batchSize)
    {
        if (task.Only is { } only)
        {
            return new([new(task, plan, only, 1)]);
        }

        if (task.Inputs.device.type != DeviceType.CPU)
        {
            return new(Groups(task, plan, 1));
        }

        var workers = get_num_threads() > 1 ? 1 : Math.Min(plan.Workers, plan.Members); // threads within an operation leave none for others
        var areSame = get_num_threads() == 1 && batchSize % WholeVectors == 0 && IsSameInGroups(task, plan, workers, batchSize);
        return new(Groups(task, plan, areSame ? workers : plan.Members), workers);
    }

    /// <summary>All take a step.</summary>
    public void Step(Tensor inputs, Tensor? noise, int step) => Each(learner => learner.Step(inputs, noise, step));

    /// <summary>All measure what they saw last and the rows held out from them.</summary>
    public void Validate() => Each(learner => learner.Validate());

    /// <inheritdoc/>
    public void Dispose()
    {
        Each(learner => learner.Forget());
        _crew.Dispose();
        foreach (var learner in All)
        {
            learner.Dispose();
        }
    }

    private void Each(Action<Learner> work) => _crew.Each(All.Count, place => work(All[place]));

    private static Learner[] Groups(LearningTask task, LearningPlan plan, int count)
    {
        var first = Enumerable.Range(0, count + 1).Select(group => group * plan.Members / count).ToArray();
        return [.. first.Zip(first.Skip(1), (from, to) => new Learner(task, plan, from, to - from))];
    }

    /// <summary>
    /// Tries one step of such sizes on random rows both ways, before the trimming of a declared share and after: which code a library computes by
    /// hangs on the sizes and on the processor.
    /// </summary>
    private static bool IsSameInGroups(LearningTask task, LearningPlan plan, int groups, int batchSize)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var together = new Learners(Groups(task, plan, groups));
        using var apart = new Learners(Groups(task, plan, plan.Members));
        var inputs = randn([plan.Members, batchSize, task.Ensemble.Inputs], generator: generator);
        var noise = plan.IsVariational ? randn([plan.Members, batchSize, task.Ensemble.Latent], generator: generator) : null;
        return new[] { 0, plan.Steps - 1 }.All(step => together.Try(inputs, noise, step).equal(apart.Try(inputs, noise, step)).all().ToBoolean());
    }

    private Tensor Try(Tensor inputs, Tensor? noise, int step) => cat(All.Select(learner => learner.Try(inputs, noise, step)).ToArray());
}
