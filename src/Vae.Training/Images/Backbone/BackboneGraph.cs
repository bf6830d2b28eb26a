using Vae.Training.Graph;

namespace Vae.Training.Images.Backbone;

/// <summary>The pretrained network as graph.</summary>
internal static class BackboneGraph
{
    private static readonly long[] Window = [3, 3], Two = [2, 2];

    /// <summary>Grey values [rows, 1 or 3, height, width] → the ends of the layers [rows, channels, height, width].</summary>
    public static BackboneLayers<string> Backbone(this OnnxTape tape, PretrainedBackbone network, string grey)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [network.Input] = tape.Sub(grey, tape.Constant("photographs", [.. PretrainedBackbone.Mean], 1, PretrainedBackbone.Mean.Count, 1, 1)),
        };
        foreach (var step in network.Steps)
        {
            values[step.Output] = step switch
            {
                BackboneConvolution convolution => Convolve(tape, values[convolution.Input], convolution),
                BackboneRelu relu => tape.Relu(values[relu.Input]),
                BackboneAdd add => tape.Add(values[add.A], values[add.B]),
                BackbonePool pool => tape.Op("MaxPool", [values[pool.Input]], ("kernel_shape", Window), ("strides", Two), ("pads", pool.Pads)),
                _ => throw new NotSupportedException($"Step {step.GetType().Name} must be known; got another."),
            };
        }

        return new(values[PretrainedBackbone.First], values[PretrainedBackbone.Second], values[PretrainedBackbone.Third]);
    }

    private static string Convolve(OnnxTape tape, string x, BackboneConvolution convolution) => tape.Op(
        "Conv",
        [x, tape.HalfConstant("kernel", convolution.Weight, convolution.Shape), tape.Constant("bias", convolution.Bias, convolution.Bias.Length)],
        ("kernel_shape", convolution.Shape[2..]), ("pads", convolution.Pads), ("strides", new[] { convolution.Stride, convolution.Stride }));
}
