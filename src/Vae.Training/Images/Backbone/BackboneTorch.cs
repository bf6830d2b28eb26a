using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>The pretrained network in TorchSharp: the oracle that its graph is compared with.</summary>
internal static class BackboneTorch
{
    /// <summary>Grey values [rows, 1 or 3, height, width] → the ends of the layers [rows, channels, height, width].</summary>
    public static BackboneLayers<Tensor> Run(PretrainedBackbone network, Tensor grey)
    {
        using var scope = NewDisposeScope();
        var values = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            [network.Input] = grey - tensor(PretrainedBackbone.Mean.ToArray(), device: grey.device).view(1, -1, 1, 1),
        };
        foreach (var step in network.Steps)
        {
            values[step.Output] = step switch
            {
                BackboneConvolution convolution => Convolve(values[convolution.Input], convolution),
                BackboneRelu relu => values[relu.Input].relu(),
                BackboneAdd add => values[add.A] + values[add.B],
                BackbonePool pool => nn.functional.max_pool2d(Padded(values[pool.Input], pool.Pads), [3, 3], strides: [2, 2]),
                _ => throw new NotSupportedException($"Step {step.GetType().Name} must be known; got another."),
            };
        }

        return new(Kept(PretrainedBackbone.First), Kept(PretrainedBackbone.Second), Kept(PretrainedBackbone.Third));

        Tensor Kept(string name) => values[name].MoveToOuterDisposeScope();
    }

    private static Tensor Convolve(Tensor x, BackboneConvolution convolution)
    {
        var weight = tensor(convolution.Weight, device: x.device).view(convolution.Shape);
        var bias = tensor(convolution.Bias, device: x.device);
        return nn.functional.conv2d(Padded(x, convolution.Pads), weight, bias, strides: [convolution.Stride, convolution.Stride]);
    }

    private static Tensor Padded(Tensor x, long[] pads) => pads.All(pad => pad == 0) ? x : nn.functional.pad(x, [pads[1], pads[3], pads[0], pads[2]]);
}
