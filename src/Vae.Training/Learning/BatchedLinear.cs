using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Training.Learning;

/// <summary>One affine layer of every member at once.</summary>
internal sealed class BatchedLinear
{
    /// <summary>Creates the layer with weights W ~ N(0, (gain / √inputs)²) and biases 0.</summary>
    public BatchedLinear(int members, int inputs, int outputs, double gain, Generator generator, Device device)
    {
        Weight = new Parameter(randn([members, inputs, outputs], generator: generator).mul_(gain / Math.Sqrt(inputs)).to(device));
        Bias = new Parameter(zeros([members, 1, outputs], device: device));
    }

    private BatchedLinear(Parameter weight, Parameter bias) => (Weight, Bias) = (weight, bias);

    /// <summary>[members, inputs, outputs].</summary>
    public Parameter Weight { get; }

    /// <summary>[members, 1, outputs].</summary>
    public Parameter Bias { get; }

    /// <summary>A copy of the layer of some members.</summary>
    public BatchedLinear Part(int first, int count) =>
        new(new Parameter(Weight.narrow(0, first, count).clone()), new Parameter(Bias.narrow(0, first, count).clone()));

    /// <summary>[members, rows, inputs] → [members, rows, outputs].</summary>
    /// <remarks>TorchSharp 0.107 takes the receiver of baddbmm for the first factor and the last argument for the summand, unlike PyTorch.</remarks>
    public Tensor Forward(Tensor x) => x.baddbmm(Weight, Bias);

    /// <summary>One member alone: [rows, inputs] → [rows, outputs].</summary>
    public Tensor Forward(Tensor x, int member) => addmm(Bias[member], x, Weight[member], beta: 1, alpha: 1);
}
