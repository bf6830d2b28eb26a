using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Onnx;
using Vae.Training.Features;
using Vae.Training.Images.Backbone;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Images.Backbone;

/// <summary>The pretrained network as we run it, against the file that it comes from.</summary>
public sealed class PretrainedBackboneTests
{
    /// <summary>What rounding the weights to half precision may change, as a share of the largest number; a wrong weight changes far more.</summary>
    private const float Rounding = 5e-3f;

    private static readonly VaeImageShape Colour = new(3, 64, 96);

    [Fact]
    public void Its_layers_are_those_of_the_file_by_ONNX_Runtime_and_by_TorchSharp()
    {
        using var scope = NewDisposeScope();
        var network = BackboneFile.Network!;
        var images = (rand([2, 3, 64, 96], generator: new Generator(1)) * 255).round();

        var expected = FromFile(images);

        using var session = new BackboneSession(network, new(Colour), threads: 1, CancellationToken.None);
        var (second, third) = session.Run(images);
        var oracle = BackboneTorch.Run(network, images);
        Assert.Equal([2, 128, 8, 12], second.shape);
        Assert.Equal([2, 256, 4, 6], third.shape);
        foreach (var (layer, torch, file) in new[] { (second, oracle.Second, expected[0]), (third, oracle.Third, expected[1]) })
        {
            var largest = file.max().ToSingle();
            Assert.True(largest > 1);
            Assert.True((layer - file).abs().max().ToSingle() < Rounding * largest);
            Assert.True((layer - torch).abs().max().ToSingle() < 1e-4 * largest);
            Assert.True((torch - file).abs().max().ToSingle() < Rounding * largest);
        }
    }

    [Fact]
    public void A_grey_image_is_one_of_three_equal_channels()
    {
        using var scope = NewDisposeScope();
        var grey = (rand([1, 1, 64, 96], generator: new Generator(2)) * 255).round();
        using var session = new BackboneSession(BackboneFile.Network!, new(Colour with { Channels = 1 }), threads: 1, CancellationToken.None);

        var (second, _) = session.Run(grey);

        var expected = FromFile(grey.expand(1, 3, 64, 96))[0];
        Assert.True((second - expected).abs().max().ToSingle() < Rounding * expected.max().ToSingle());
    }

    /// <summary>The file as the package has it: red, green and blue turned round, the mean taken off, batch and size freed.</summary>
    private static Tensor[] FromFile(Tensor images)
    {
        using var stream = PretrainedNetwork.Open();
        var model = ModelProto.Parser.ParseFrom(stream);
        model.Graph.Input.Single().Type.TensorType.Shape = null;
        model.Graph.Output.AddRange(new[] { PretrainedBackbone.Second, PretrainedBackbone.Third }.Select(name => new ValueInfoProto
        {
            Name = name, Type = new() { TensorType = new() { ElemType = (int)TensorProto.Types.DataType.Float } },
        }));
        using var session = new InferenceSession(model.ToByteArray());
        var blueFirst = images.flip(1) - tensor(new float[] { 104, 117, 123 }).view(1, 3, 1, 1);
        using var input = OrtValue.CreateTensorValueFromMemory(blueFirst.contiguous().data<float>().ToArray(), images.shape);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [model.Graph.Input[0].Name], [input], [.. model.Graph.Output.Select(output => output.Name)]);
        return [.. outputs.Select(output => tensor(output.GetTensorDataAsSpan<float>().ToArray(), output.GetTensorTypeAndShape().Shape))];
    }
}
