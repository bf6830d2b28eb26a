using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// All that learn in a run. A member becomes the same, bit for bit, whoever else learns in the process: on processors members are computed each for
/// itself, or all at once where that is quicker and was seen to give the same bits. On CUDA, which promises no bits, all are computed at once.
/// </summary>
internal sealed class Learners : IDisposable
{
    /// <summary>
    /// Batches of a multiple of this many rows fill the vectors of a processor: no number is computed by the code for what is left over, which may
    /// round in another way.
    /// </summary>
    private const int WholeVectors = 32;

    private Learners(IReadOnlyList<Learner> all) => All = all;

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

        var onCpu = task.Inputs.device.type == DeviceType.CPU;
        if (onCpu && (get_num_threads() > 1 || batchSize % WholeVectors > 0 || !IsSameAtOnce(task, plan, batchSize)))
        {
            return new(EachForItself(task, plan));
        }

        return new([new(task, plan, 0, plan.Members)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var learner in All)
        {
            learner.Dispose();
        }
    }

    private static Learner[] EachForItself(LearningTask task, LearningPlan plan) =>
        [.. Enumerable.Range(0, plan.Members).Select(member => new Learner(task, plan, member, 1))];

    /// <summary>
    /// Tries one step of such sizes on random rows both ways, before the trimming of a declared share and after: which code a library computes by
    /// hangs on the sizes and on the processor.
    /// </summary>
    private static bool IsSameAtOnce(LearningTask task, LearningPlan plan, int batchSize)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var together = new Learner(task, plan, 0, plan.Members);
        using var apart = new Learners(EachForItself(task, plan));
        var inputs = randn([plan.Members, batchSize, task.Ensemble.Inputs], generator: generator);
        var noise = plan.IsVariational ? randn([plan.Members, batchSize, task.Ensemble.Latent], generator: generator) : null;
        return new[] { 0, plan.Steps - 1 }.All(step =>
            together.Try(inputs, noise, step).equal(cat(apart.All.Select(member => member.Try(inputs, noise, step)).ToArray())).all().ToBoolean());
    }
}
