using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// One 3 × 3 convolution of every member, with a border of zeros. Members are computed one after the other: grouped convolutions are slower on
/// processors.
/// </summary>
internal sealed class ImageConvolutions
{
    /// <summary>Creates the layer with weights W ~ N(0, (gain / √(9 · inputs))²) and biases 0.</summary>
    public ImageConvolutions(int members, int inputs, int outputs, int stride, double gain, Generator generator, Device device)
    {
        Stride = stride;
        Weight = new Parameter(randn([members, outputs, inputs, 3, 3], generator: generator).mul_(gain / Math.Sqrt(9 * inputs)).to(device));
        Bias = new Parameter(zeros([members, outputs], device: device));
    }

    private ImageConvolutions(Parameter weight, Parameter bias, int stride) => (Weight, Bias, Stride) = (weight, bias, stride);

    /// <summary>2 halves the sides, 1 keeps them.</summary>
    public int Stride { get; }

    /// <summary>[members, outputs, inputs, 3, 3].</summary>
    public Parameter Weight { get; }

    /// <summary>[members, outputs].</summary>
    public Parameter Bias { get; }

    /// <summary>A copy of the convolution of some members.</summary>
    public ImageConvolutions Part(int first, int count) =>
        new(new Parameter(Weight.narrow(0, first, count).clone()), new Parameter(Bias.narrow(0, first, count).clone()), Stride);

    /// <summary>[rows, inputs, height, width] → [rows, outputs, height / stride, width / stride].</summary>
    public Tensor Forward(Tensor x, int member) => nn.functional.conv2d(x, Weight[member], Bias[member], strides: [Stride, Stride], padding: [1, 1]);
}
