using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// Some members of an ensemble that learn in one computation, on a copy of their weights. Their numbers hang on nothing but these members, their
/// batches and their noise.
/// </summary>
internal sealed class Learner : IDisposable
{
    private readonly IEnsemble _whole;
    private readonly IEnsemble _part;
    private readonly TrainingStep _training;
    private readonly Validation _validation;
    private readonly BestWeights _best;
    private Learnt? _seen;

    /// <param name="task">What is learnt from what.</param>
    /// <param name="plan">How.</param>
    /// <param name="first">The number of the first member, from 0.</param>
    /// <param name="count">Number of members.</param>
    public Learner(LearningTask task, LearningPlan plan, int first, int count)
    {
        (_whole, First) = (task.Ensemble, first);
        using (no_grad())
        {
            _part = task.Ensemble.Part(first, count);
        }

        _training = new(_part, plan);
        _validation = new(task, plan, _part, first);
        _best = new(_training.Optimizer.Weights);
    }

    /// <summary>The number of its first member, from 0.</summary>
    public int First { get; }

    /// <summary>Number of its members.</summary>
    public int Count => _part.Members;

    /// <summary>Weights of a member, with the zeros that fill its place.</summary>
    public int Weights => (int)_training.Optimizer.Weights.shape[1];

    /// <summary>Its own part of what all members are given [members, …], in memory of its own.</summary>
    public Tensor Own(Tensor all) => Count == all.shape[0] ? all : all.narrow(0, First, Count).clone();

    /// <summary>What the last step measured on its batch.</summary>
    public Learnt Seen => _seen ?? throw new InvalidOperationException("A step must have been taken; none was.");

    /// <summary>Mean error and mean KL divergence of each member on rows held out from it, when they were last asked for.</summary>
    public IReadOnlyList<(double Error, double Kl)> HeldOut { get; private set; } = [];

    /// <summary>Takes a step with its part of what all members are given.</summary>
    public void Step(Tensor inputs, Tensor? noise, int step)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();                                            // a state of the thread, which may be anybody's
        Forget();
        _seen = new(_training.Run(Own(inputs), noise is null ? null : Own(noise), step));
    }

    /// <summary>Lets go of what the last step measured, on the thread that measured it: what lives is counted by thread.</summary>
    public void Forget()
    {
        _seen?.Dispose();
        _seen = null;
    }

    /// <summary>Measures its members on rows held out from each.</summary>
    public void Validate() => HeldOut = _validation.Measure();

    /// <summary>
    /// All that a step computes, without the step: the gradients of each member, clipped, and its mean error and KL divergence
    /// [members, numbers].
    /// </summary>
    public Tensor Try(Tensor inputs, Tensor? noise, int step)
    {
        var (_, error, kl) = _training.Differentiate(Own(inputs), noise is null ? null : Own(noise), step);
        var gradients = _training.Optimizer.Gradients.clone();
        _training.Optimizer.ClipGradients(1e-3);
        return cat([gradients, _training.Optimizer.Gradients, error.detach().unsqueeze(1), kl.detach().unsqueeze(1)], 1);
    }

    /// <summary>Takes the present weights for the best.</summary>
    public void Keep() => _best.Keep();

    /// <summary>Goes back to the best weights, where any were kept.</summary>
    public void GoBack()
    {
        if (_best.Exist)
        {
            _best.Restore();
        }
    }

    /// <summary>Gives the ensemble the weights as they are now.</summary>
    public void Show()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (whole, part) in _whole.Parameters.Zip(_part.Parameters))
        {
            whole.narrow(0, First, Count).copy_(part);
        }
    }

    /// <summary>Copies where each of its members stands.</summary>
    public IEnumerable<MemberState> Take()
    {
        var best = _best.Exist ? _best.Take() : null;
        return _training.Optimizer.Take().Select((optimizer, place) => new MemberState(First + place, optimizer, best?[place]));
    }

    /// <summary>Goes on from where its members stood.</summary>
    public void Restore(IReadOnlyList<MemberState> all)
    {
        MemberState[] own = [.. all.Where(state => state.Member >= First && state.Member < First + Count)];
        _training.Optimizer.Restore([.. own.Select(state => state.Optimizer)]);
        if (own[0].BestWeights is not null)
        {
            _best.Keep(own.Select(state => state.BestWeights!));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _training.Dispose();
        _validation.Dispose();
        _best.Dispose();
        foreach (var parameter in _part.Parameters)
        {
            parameter.Dispose();
        }
    }
}
