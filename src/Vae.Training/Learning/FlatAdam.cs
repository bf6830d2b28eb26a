using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// Adam (Kingma and Ba 2015) over all parameters laid end to end, member after member, in one tensor: a step is seven operations however many
/// parameters there are, and the norm of all gradients of a member is one. The parameters become views of that memory; their gradients are copied
/// there, as libtorch wants those of such views to be dense.
/// </summary>
internal sealed class FlatAdam : IDisposable
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Epsilon = 1e-8;

    /// <summary>
    /// Members begin at multiples of so many weights, a whole number of cache lines and of vectors of any processor: then the numbers of a member
    /// are computed alike whether others lie before it or not.
    /// </summary>
    private const long Alignment = 64;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly Tensor _first;                                                     // [members, weights], as the others
    private readonly Tensor _second;
    private int _steps;

    /// <param name="parameters">Those of the ensemble, [members, …] each.</param>
    public FlatAdam(IReadOnlyList<Parameter> parameters)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        _parameters = parameters;
        var members = parameters[0].shape[0];
        var width = (parameters.Sum(parameter => parameter.numel() / members) + Alignment - 1) / Alignment * Alignment;
        Weights = zeros([members, width], device: parameters[0].device).DetachFromDisposeScope();
        Gradients = zeros_like(Weights).DetachFromDisposeScope();
        _first = zeros_like(Weights).DetachFromDisposeScope();
        _second = zeros_like(Weights).DetachFromDisposeScope();
        long start = 0;
        foreach (var parameter in parameters)
        {
            var length = parameter.numel() / members;
            var own = Weights.narrow(1, start, length).view(parameter.shape);
            own.copy_(parameter);
            parameter.set_(own);
            start += length;
        }
    }

    /// <summary>What the parameters are views of, a few zeros at the end of each member [members, weights].</summary>
    public Tensor Weights { get; }

    /// <summary>The gradients, laid out as the weights [members, weights].</summary>
    public Tensor Gradients { get; }

    /// <summary>
    /// Takes the gradients of all parameters after a backward pass, 0 for one that the loss does not hang on; the next one starts from none.
    /// </summary>
    public void CollectGradients()
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var all = cat(_parameters.Select(parameter => (parameter.grad ?? zeros_like(parameter)).reshape(Weights.shape[0], -1)).ToArray(), 1);
        Gradients.narrow(1, 0, all.shape[1]).copy_(all);
        foreach (var parameter in _parameters)
        {
            parameter.grad = null;
        }
    }

    /// <summary>Scales the gradients of each member to a norm of at most <paramref name="norm"/>, without waiting for its value.</summary>
    public void ClipGradients(double norm)
    {
        using var none = no_grad();
        Gradients.mul_((norm / (linalg.vector_norm(Gradients, 2, [1], keepdim: true) + 1e-6)).clamp_max(1));  // by [members, 1]
    }

    /// <summary>Moves the weights against the gradients.</summary>
    public void Step(double learningRate)
    {
        using var none = no_grad();
        _steps++;
        _first.mul_(FirstDecay).add_(Gradients, alpha: 1 - FirstDecay);
        _second.mul_(SecondDecay).addcmul_(Gradients, Gradients, 1 - SecondDecay);
        var spread = _second.sqrt().mul_(1 / Math.Sqrt(1 - Math.Pow(SecondDecay, _steps))).add_(Epsilon);
        Weights.addcdiv_(_first, spread, -learningRate / (1 - Math.Pow(FirstDecay, _steps)));
    }

    /// <summary>Copies what it knows of each member.</summary>
    public IReadOnlyList<OptimizerState> Take()
    {
        var (weights, first, second) = (Rows(Weights), Rows(_first), Rows(_second));
        return [.. weights.Select((row, member) => new OptimizerState(row, first[member], second[member], _steps))];
    }

    /// <summary>Goes on from what was copied of as many members; the parameters get their weights.</summary>
    public void Restore(IReadOnlyList<OptimizerState> states)
    {
        Copy(states.Select(state => state.Weights), Weights);
        Copy(states.Select(state => state.FirstMoments), _first);
        Copy(states.Select(state => state.SecondMoments), _second);
        _steps = states[0].Steps;
    }

    /// <summary>Frees the moments and gradients. The parameters keep the memory of their weights.</summary>
    public void Dispose()
    {
        Weights.Dispose();
        Gradients.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    /// <summary>The rows of a tensor [rows][numbers].</summary>
    public static float[][] Rows(Tensor values)
    {
        using var scope = NewDisposeScope();
        return [.. values.detach().cpu().data<float>().ToArray().Chunk((int)values.shape[1])];
    }

    /// <summary>Fills the rows of a tensor.</summary>
    public static void Copy(IEnumerable<float[]> rows, Tensor values)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        values.copy_(tensor(rows.SelectMany(row => row).ToArray()).view(values.shape));
    }
}
