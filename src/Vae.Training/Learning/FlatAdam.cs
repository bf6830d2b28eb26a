using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>
/// Adam (Kingma and Ba 2015) over all parameters laid end to end in one tensor: a step is seven operations however many parameters there are, and the
/// norm of all gradients is one. The parameters and their gradients become views of that memory.
/// </summary>
internal sealed class FlatAdam : IDisposable
{
    private const double FirstDecay = 0.9, SecondDecay = 0.999, Epsilon = 1e-8;

    private readonly Tensor _weights;                                                   // [weights of all parameters], as the next three
    private readonly Tensor _gradients;
    private readonly Tensor _first;
    private readonly Tensor _second;
    private int _steps;

    public FlatAdam(IReadOnlyList<Parameter> parameters)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        _weights = cat(parameters.Select(parameter => parameter.reshape(-1)).ToArray()).DetachFromDisposeScope();
        _gradients = zeros_like(_weights).DetachFromDisposeScope();
        _first = zeros_like(_weights).DetachFromDisposeScope();
        _second = zeros_like(_weights).DetachFromDisposeScope();
        long start = 0;
        foreach (var parameter in parameters)
        {
            var length = parameter.numel();
            parameter.set_(_weights.narrow(0, start, length).view(parameter.shape));
            parameter.grad = _gradients.narrow(0, start, length).view(parameter.shape);
            start += length;
        }
    }

    /// <summary>Forgets the gradients; backward passes then add to zero.</summary>
    public void ZeroGradients() => _gradients.zero_();

    /// <summary>Scales the gradients to a norm of at most <paramref name="norm"/>, without waiting for its value.</summary>
    public void ClipGradients(double norm)
    {
        using var none = no_grad();
        _gradients.mul_((norm / (_gradients.norm() + 1e-6)).clamp_max(1));
    }

    /// <summary>Moves the weights against the gradients.</summary>
    public void Step(double learningRate)
    {
        using var none = no_grad();
        _steps++;
        _first.mul_(FirstDecay).add_(_gradients, alpha: 1 - FirstDecay);
        _second.mul_(SecondDecay).addcmul_(_gradients, _gradients, 1 - SecondDecay);
        var spread = _second.sqrt().mul_(1 / Math.Sqrt(1 - Math.Pow(SecondDecay, _steps))).add_(Epsilon);
        _weights.addcdiv_(_first, spread, -learningRate / (1 - Math.Pow(FirstDecay, _steps)));
    }

    /// <summary>Copies what it knows.</summary>
    public OptimizerState Take() => new(Copy(_weights), Copy(_first), Copy(_second), _steps);

    /// <summary>Goes on from what was copied; the parameters get its weights.</summary>
    public void Restore(OptimizerState state)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        _weights.copy_(tensor(state.Weights));
        _first.copy_(tensor(state.FirstMoments));
        _second.copy_(tensor(state.SecondMoments));
        _steps = state.Steps;
    }

    /// <summary>Frees the moments and gradients. The parameters keep the memory of their weights.</summary>
    public void Dispose()
    {
        _weights.Dispose();
        _gradients.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    private static float[] Copy(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().cpu().data<float>().ToArray();
    }
}
