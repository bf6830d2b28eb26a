using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Export;

/// <summary>What the exporter writes passes every check that a file of a stranger has to pass.</summary>
public sealed class GraphContractTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(VaeScoreKind.Hybrid, VaeReferenceKind.Prototypes)]
    [InlineData(VaeScoreKind.Residual, VaeReferenceKind.Rows)]
    [InlineData(VaeScoreKind.Pure, VaeReferenceKind.Prototypes)]
    [InlineData(VaeScoreKind.Robust, VaeReferenceKind.Prototypes)]
    public void Models_of_tables_are_taken_with_their_decoders(VaeScoreKind score, VaeReferenceKind references)
    {
        Taken(Run.Mixed(score, references).Vae);
        Taken(Run.Plain(score == VaeScoreKind.Robust ? VaeScoreKind.Hybrid : score, references).Vae);
    }

    [Theory]
    [InlineData(1, 28, 28)]
    [InlineData(3, 17, 45)]
    [InlineData(1, 72, 65)]
    public void Models_of_images_are_taken_with_their_decoders(int channels, int height, int width) =>
        Taken(ImageRun.Of(new(channels, height, width)).Vae);

    [Fact]
    public void Every_allowed_operator_is_written_by_the_exporter_or_harmless()
    {
        var written = new[] { Run.Mixed().Vae, Run.Mixed(VaeScoreKind.Robust).Vae, ImageRun.Of(new(3, 17, 45)).Vae, ImageRun.Of(new(1, 72, 65)).Vae }
            .SelectMany(vae => Nodes(vae).Select(node => node.OpType))
            .Concat(["Neg", "Pow"])
            .Distinct();

        Assert.Equal(AllowedOperators.Names.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    private IEnumerable<NodeProto> Nodes(TrainedVae vae)
    {
        var path = _folder.File("model.onnx");
        vae.Save(path);
        return [.. ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph.Node];
    }

    private void Taken(TrainedVae vae)
    {
        var path = _folder.File("model.onnx");
        vae.Save(path);

        Assert.Equal(vae.Info.OptionsDigest, ModelFile.ReadDetector(path).Info.OptionsDigest);
        Assert.Equal(vae.Info.InputShape, ModelFile.ReadDecoder(TrainedVae.DecoderPath(path)).Contract.Outputs[0].RowShape);
    }
}
