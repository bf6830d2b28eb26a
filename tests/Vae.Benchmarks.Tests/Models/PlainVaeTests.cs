using Vae.Benchmarks.Models;
using Vae.MLNet;

namespace Vae.Benchmarks.Tests.Models;

public sealed class PlainVaeTests
{
    [Fact]
    public void The_model_with_random_weights_keeps_the_contract_and_scores()
    {
        using var model = VaeModel.Load(new PlainVae(30, 64, 32, 8).Write(), "plain", new() { Device = VaeDevice.Cpu });
        var features = RandomRows.Values(10, 30);
        var scores = model.Score(features);
        Assert.Equal((30, 8), (model.Info.FeatureCount, model.Info.LatentDimension));
        Assert.All(scores.Score, score => Assert.True(float.IsFinite(score)));
        Assert.Equal(scores.ReconstructionError[3], model.FeatureErrors(features).Chunk(30).ElementAt(3).Sum(), 1e-3f);
        Assert.True(scores.Score.Distinct().Count() == 10);
    }
}
