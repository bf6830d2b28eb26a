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

    private static readonly string[] Layers = [PretrainedBackbone.First, PretrainedBackbone.Second, PretrainedBackbone.Third];

    [Fact]
    public void Its_layers_are_those_of_the_file_by_ONNX_Runtime_and_by_TorchSharp()
    {
        using var scope = NewDisposeScope();
        var network = BackboneFile.Network!;
        var images = (rand([2, 3, 64, 96], generator: new Generator(1)) * 255).round();

        var expected = FromFile(images);

        using var session = new BackboneSession(network, new(Colour), threads: 1, CancellationToken.None);
        var layers = session.Run(images);
        var oracle = BackboneTorch.Run(network, images);
        Assert.Equal([2, 64, 16, 24], layers.First.shape);
        Assert.Equal([2, 128, 8, 12], layers.Second.shape);
        Assert.Equal([2, 256, 4, 6], layers.Third.shape);
        Tensor[] torches = [oracle.First, oracle.Second, oracle.Third];
        foreach (var (layer, torch, file) in new[] { layers.First, layers.Second, layers.Third }.Zip(torches, expected))
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

        var second = session.Run(grey).Second;

        var expected = FromFile(grey.expand(1, 3, 64, 96))[1];
        Assert.True((second - expected).abs().max().ToSingle() < Rounding * expected.max().ToSingle());
    }

    /// <summary>
    /// The network pads more above and to the left than below and to the right; what counts for a cell lies around the middle of its pixels all the
    /// same, which is where heatmaps show it.
    /// </summary>
    [Fact]
    public void What_changes_in_a_pixel_changes_the_cells_evenly_to_both_sides_of_it()
    {
        using var scope = NewDisposeScope();
        using var session = new BackboneSession(BackboneFile.Network!, new(new(1, 96, 96)), threads: 1, CancellationToken.None);
        var generator = new Generator(3);
        var plain = (rand([24, 1, 96, 96], generator: generator) * 255).round();
        var (spotted, places) = (plain.clone(), randint(36, 60, [24], generator: generator));
        foreach (var (place, image) in places.data<long>().Select((place, image) => (place, image)))
        {
            spotted[image, 0, (int)place, (int)place] = 255 - plain[image, 0, (int)place, (int)place];
        }

        var (before, after) = (session.Run(plain), session.Run(spotted));

        foreach (var (a, b, pixels) in new[] { (before.First, after.First, 4), (before.Second, after.Second, 8) })
        {
            var change = (b - a).square().sum([1]);                                     // [images, height, width]
            var centres = (arange(change.shape[1], dtype: float32) + 0.5) * pixels;     // of rows of cells, in pixels from the upper edge
            var seen = (change.sum([2]) * centres).sum([1]) / change.sum([1, 2]);
            Assert.InRange((seen - (places + 0.5)).mean().ToSingle(), -pixels / 4f, pixels / 4f);  // by the padding half a cell
        }
    }

    /// <summary>The file as the package has it: red, green and blue turned round, the mean taken off, batch and size freed.</summary>
    private static Tensor[] FromFile(Tensor images)
    {
        using var stream = PretrainedNetwork.Open();
        var model = ModelProto.Parser.ParseFrom(stream);
        model.Graph.Input.Single().Type.TensorType.Shape = null;
        model.Graph.Output.AddRange(Layers.Select(name => new ValueInfoProto
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
