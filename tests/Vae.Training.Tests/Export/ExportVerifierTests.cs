using System.Runtime.InteropServices;
using Google.Protobuf;
using TorchSharp;
using Vae.MLNet;
using Vae.MLNet.Onnx;
using Vae.Training.Export;
using Vae.Training.Tables;
using Vae.Training.Tables.Graph;
using Vae.Training.Tests.Fixtures;

namespace Vae.Training.Tests.Export;

public sealed class ExportVerifierTests
{
    [Fact]
    public void A_right_file_passes_and_its_differences_are_in_the_metadata()
    {
        var parity = Run.Mixed().Vae.Info.Parity;

        Assert.Equal(
            VaeOutputs.All.Where(output => !output.IsFlag && output.Modality != VaeModality.Image).Select(output => output.Name),
            parity.Keys.OrderBy(name => VaeOutputs.All.ToList().FindIndex(output => output.Name == name)));
        Assert.All(parity.Where(pair => pair.Key != VaeOutputs.Reconstruction.Name), pair => Assert.InRange(pair.Value, 0, ExportVerifier.Tolerance));
        Assert.Contains(parity.Values, difference => difference > 0);
    }

    [Theory]
    [InlineData("Sigmoid", "Tanh", "Score")]
    [InlineData("Sign", "Abs", "Score")]
    public void A_wrong_operation_is_refused(string operation, string other, string output)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Verify(Run.Mixed(), model =>
        {
            foreach (var node in model.Graph.Node.Where(node => node.OpType == operation))
            {
                node.OpType = other;
            }
        }));

        Assert.StartsWith($"Exported output '{output}' must agree with TorchSharp within ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was saved: please report this with the training options.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Every number in the file matters: none can be off by a tenth unseen.</summary>
    [Theory]
    [InlineData("weight")]
    [InlineData("bias")]
    [InlineData("mean")]
    [InlineData("scale")]
    [InlineData("precision")]
    [InlineData("whitening")]
    [InlineData("references")]
    [InlineData("lengths")]
    [InlineData("keep")]
    [InlineData("held")]
    [InlineData("constants")]
    [InlineData("watches")]
    [InlineData("prices")]
    [InlineData("surprisals")]
    [InlineData("rises")]
    [InlineData("cells")]
    [InlineData("spread")]
    [InlineData("shares")]
    public void A_constant_that_is_off_is_refused(string name)
    {
        Assert.Throws<InvalidOperationException>(() => Verify(Run.Mixed(), model =>
        {
            var constants = model.Graph.Initializer.Where(tensor => tensor.Name.StartsWith(name + ".", StringComparison.Ordinal) && tensor.DataType == (int)TensorProto.Types.DataType.Float).ToArray();
            Assert.NotEmpty(constants);
            foreach (var constant in constants)
            {
                var values = MemoryMarshal.Cast<byte, float>(constant.RawData.Span).ToArray();
                constant.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.Select(value => value * 1.1f).ToArray().AsSpan()));
            }
        }));
    }

    /// <summary>Rows that repeat are at distance 0 from references: rounding must not decide their scores.</summary>
    [Theory]
    [InlineData(VaeReferenceKind.Prototypes)]
    [InlineData(VaeReferenceKind.Rows)]
    public void Discrete_data_score_the_same_in_TorchSharp_and_in_the_file(VaeReferenceKind references)
    {
        var random = new Random(1);
        float[] rows = [.. Enumerable.Range(0, 400 * 4).Select(_ => (float)random.Next(3))];
        var data = new VaeTrainingData(rows, [new("a"), new("b"), new("c"), new("d")]);
        var options = Run.Quick with { References = references };
        using var scope = torch.NewDisposeScope();
        var trained = TableModality.ExportableOf(new TableTrainer(data, options, new()).Run());
        using var model = DetectorExport.Of(data, options, trained).OpenModel(new() { Device = VaeDevice.Cpu });

        var expected = trained.Score(torch.tensor(rows, [400, 4]))[VaeOutputs.Score].data<float>().ToArray();

        Assert.InRange(Difference.Largest(expected, model.Score(rows).Score), 0, ExportVerifier.Tolerance);
    }

    /// <summary>A reconstruction near 0 of a feature in thousands is off by more than a ten-thousandth, and right.</summary>
    [Theory]
    [InlineData(1e-20f)]
    [InlineData(1e6f)]
    [InlineData(1e20f)]
    public void Features_in_any_unit_can_be_exported(float unit)
    {
        var data = new VaeTrainingData([.. Samples.PlainRows(200).Select(value => value * unit)], Samples.PlainColumns);

        var trained = VaeTraining.Train(data, Run.Quick with { Steps = 10 });

        Assert.InRange(trained.Info.Parity[VaeOutputs.Reconstruction.Name], 0, ExportVerifier.ReconstructionTolerance);
    }

    [Fact]
    public void Writing_and_comparing_can_be_abandoned()
    {
        var (run, canceled) = (Run.Mixed(), new CancellationToken(canceled: true));
        using var scope = torch.NewDisposeScope();
        var model = TableGraph.Write(run.Detector, run.Vae.Info).ToByteArray();

        Assert.Throws<OperationCanceledException>(
            () => DetectorExport.Of(run.Data, run.Options, run.Trained, canceled));
        Assert.Throws<OperationCanceledException>(() => ExportVerifier.Verify(run.Trained, model, canceled));
    }

    private static void Verify(Run run, Action<ModelProto> damage)
    {
        using var scope = torch.NewDisposeScope();
        var model = TableGraph.Write(run.Detector, run.Vae.Info);
        damage(model);
        ExportVerifier.Verify(run.Trained, model.ToByteArray());
    }
}
