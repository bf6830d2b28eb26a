using Google.Protobuf;
using Vae.MLNet.Contract;
using Vae.MLNet.Inference;
using Vae.MLNet.Onnx;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Inference;

public sealed class ScoringPlanTests
{
    private static readonly ModelFile Small = File(new() { Features = 30, Latent = 8 });
    private static readonly ModelFile Wide = File(new() { Features = 10_000, Latent = 8 });
    private static readonly ModelFile Large = File(new() { Features = 10_000, Latent = 300 });

    [Fact]
    public void Small_models_spend_the_cores_on_batches_and_large_ones_within_a_batch()
    {
        var cores = Environment.ProcessorCount;

        Assert.Equal((1, cores), (ScoringPlan.For(Small, new()).ThreadsPerBatch, ScoringPlan.For(Small, new()).BatchesAtOnce));
        Assert.Equal((8, 2), (ScoringPlan.For(Large, new() { Threads = 8 }).ThreadsPerBatch, ScoringPlan.For(Large, new() { Threads = 8 }).BatchesAtOnce));
    }

    [Fact]
    public void One_thread_means_the_callers_alone()
    {
        Assert.Equal((1, 1), (ScoringPlan.For(Small, new() { Threads = 1 }).ThreadsPerBatch, ScoringPlan.For(Small, new() { Threads = 1 }).BatchesAtOnce));
        Assert.Equal((1, 1), (ScoringPlan.For(Large, new() { Threads = 1 }).ThreadsPerBatch, ScoringPlan.For(Large, new() { Threads = 1 }).BatchesAtOnce));
    }

    [Fact]
    public void Batches_shrink_with_the_width_of_the_rows()
    {
        Assert.Equal(2048, ScoringPlan.For(Small, new()).BatchRows);
        Assert.InRange(ScoringPlan.For(Wide, new()).BatchRows, 16, 32);
        Assert.Equal(77, ScoringPlan.For(Wide, new() { BatchSize = 77 }).BatchRows);
    }

    [Fact]
    public void Batches_shrink_with_the_channels_of_convolutions()
    {
        var images = new TinyModel { Features = 64 * 64, Latent = 8, InputShape = [1, 64, 64] };
        var convolutions = images.Bytes(model =>
        {
            var kernel = new TensorProto { Name = "kernel", DataType = (int)TensorProto.Types.DataType.Float, Dims = { 512, 1, 1, 1 }, RawData = ByteString.CopyFrom(new byte[4 * 512]) };
            model.Graph.Initializer.Add(kernel);
            model.Graph.Node.Add(new NodeProto { OpType = "Conv", Name = "filters", Input = { TensorNames.Features, kernel.Name }, Output = { "filtered" } });
        });

        Assert.Equal(8, ScoringPlan.For(ModelFile.Detector(convolutions, "convolutions.onnx"), new()).BatchRows);
        Assert.Equal(128, ScoringPlan.For(File(images), new()).BatchRows);
    }

    [Fact]
    public void Wide_columns_that_pass_through_bound_the_batch_too()
    {
        var plan = ScoringPlan.For(Small, new());

        Assert.Equal(2048, plan.BatchRowsWith(keptBytes: 100));
        Assert.Equal(32, plan.BatchRowsWith(keptBytes: 1 << 20));
        Assert.Equal(1, plan.BatchRowsWith(keptBytes: 1L << 40));
    }

    private static ModelFile File(TinyModel model) => ModelFile.Detector(model.Bytes(), "plan.onnx");
}
