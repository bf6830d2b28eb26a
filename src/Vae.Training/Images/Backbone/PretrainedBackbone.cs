using System.Runtime.InteropServices;
using Vae.MLNet;
using Vae.MLNet.Onnx;

namespace Vae.Training.Images.Backbone;

/// <summary>
/// A pretrained network as a list of operations, read from its ONNX file. It takes red, green and blue of 0 to 255 minus <see cref="Mean"/>; what is
/// looked at are the ends of its first three layers.
/// </summary>
internal sealed class PretrainedBackbone
{
    /// <summary>The end of the first layer: a quarter of the sides.</summary>
    public const string First = "ReLU283_Output_0";

    /// <summary>The end of the second layer: an eighth of the sides.</summary>
    public const string Second = "ReLU315_Output_0";

    /// <summary>The end of the third layer: a sixteenth of the sides.</summary>
    public const string Third = "ReLU347_Output_0";

    /// <summary>Channels of the three layers.</summary>
    public const int FirstChannels = 64, SecondChannels = 128, ThirdChannels = 256;

    private const int SmallestSide = 64;

    private const string Origins = "origin", Digest = "sha256";

    private PretrainedBackbone(string origin, string sha256, string input, IReadOnlyList<BackboneStep> steps) =>
        (Origin, Sha256, Input, Steps) = (origin, sha256, input, steps);

    /// <summary>The mean of red, green and blue in the photographs that it was trained on.</summary>
    public static IReadOnlyList<float> Mean { get; } = [123, 117, 104];

    /// <summary>Whether images are large enough to be looked at through it by default: 64 pixels or more a side.</summary>
    public static bool Suits(VaeImageShape shape) => Math.Min(shape.Height, shape.Width) >= SmallestSide;

    /// <summary>What it is and where it comes from, in words.</summary>
    public string Origin { get; }

    /// <summary>SHA-256 of the file that it was cut from, hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The name of what it takes.</summary>
    public string Input { get; }

    /// <summary>Its operations, in order.</summary>
    public IReadOnlyList<BackboneStep> Steps { get; }

    /// <summary>Reads the file. The weights of its convolutions are rounded to half precision, as which they lie in model files.</summary>
    /// <exception cref="InvalidOperationException">The file holds another network.</exception>
    public static PretrainedBackbone Of(ModelProto model)
    {
        var weights = model.Graph.Initializer.ToDictionary(initializer => initializer.Name, StringComparer.Ordinal);
        var steps = new List<BackboneStep>();
        foreach (var node in model.Graph.Node)
        {
            if (node.OpType == "BatchNormalization" && steps[^1] is BackboneConvolution before && before.Output == node.Input[0])
            {
                steps[^1] = Folded(before, node, [.. node.Input.Skip(1).Select(name => Numbers(weights[name]))]);
            }
            else
            {
                steps.Add(StepOf(node, weights));
            }
        }

        steps[0] = InRedGreenBlue((BackboneConvolution)steps[0]);
        BackboneStep[] rounded =
        [
            .. steps.Select(step => step is BackboneConvolution convolution
                ? convolution with { Weight = [.. convolution.Weight.Select(weight => (float)(Half)weight)] } : step),
        ];
        var properties = model.MetadataProps.ToDictionary(property => property.Key, property => property.Value, StringComparer.Ordinal);
        return new(properties[Origins], properties[Digest], model.Graph.Node[0].Input[0], rounded);
    }

    private static BackboneStep StepOf(NodeProto node, Dictionary<string, TensorProto> weights)
    {
        return node.OpType switch
        {
            "Conv" when weights[node.Input[1]] is var weight => new BackboneConvolution(
                node.Output[0], node.Input[0], Numbers(weight), [.. weight.Dims], new float[weight.Dims[0]], Integers("strides")[0],
                Integers("pads")),
            "Relu" => new BackboneRelu(node.Output[0], node.Input[0]),
            "Add" => new BackboneAdd(node.Output[0], node.Input[0], node.Input[1]),
            "MaxPool" => new BackbonePool(node.Output[0], node.Input[0], Integers("pads")),
            _ => throw new InvalidOperationException(
                $"The pretrained network must consist of convolutions, sums and maxima; got {node.OpType}. Take the package as it was built."),
        };

        long[] Integers(string name) => [.. node.Attribute.Single(attribute => attribute.Name == name).Ints];
    }

    /// <summary>γ · (w·x − mean) / √(variance + ε) + β as one convolution.</summary>
    private static BackboneConvolution Folded(BackboneConvolution convolution, NodeProto node, float[][] numbers)
    {
        var epsilon = node.Attribute.Single(attribute => attribute.Name == "epsilon").F;
        var (gamma, beta, mean, variance) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        var factors = gamma.Zip(variance, (scale, square) => scale / MathF.Sqrt(square + epsilon)).ToArray();  // [outputs]
        var each = convolution.Weight.Length / factors.Length;
        return convolution with
        {
            Output = node.Output[0],
            Weight = [.. convolution.Weight.Select((weight, i) => weight * factors[i / each])],
            Bias = [.. factors.Select((factor, output) => beta[output] - (mean[output] * factor))],
        };
    }

    /// <summary>The network itself takes blue, green, red.</summary>
    private static BackboneConvolution InRedGreenBlue(BackboneConvolution first)
    {
        var plane = (int)(first.Shape[2] * first.Shape[3]);
        var kernels = first.Weight.Chunk(plane).Chunk(Mean.Count).SelectMany(colours => colours.Reverse());
        return first with { Weight = [.. kernels.SelectMany(kernel => kernel)] };
    }

    private static float[] Numbers(TensorProto tensor) =>
        tensor.FloatData.Count > 0 ? [.. tensor.FloatData] : MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();
}
