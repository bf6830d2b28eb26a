using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;
using Vae.MLNet.Outputs;
using Vae.MLNet.TestModels;

namespace Vae.MLNet.Tests.Outputs;

public sealed class VaeOutputsTests
{
    private static readonly TinyModel Tiny = new();

    [Fact]
    public void Names_and_places_are_unique_and_every_entry_says_what_it_is()
    {
        Assert.Equal(VaeOutputs.All.Count, VaeOutputs.All.Select(output => output.Name).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, VaeOutputs.All.Count), VaeOutputs.All.Select(output => output.Place));
        Assert.All(VaeOutputs.All, output => Assert.True(output.Meaning.Length > 0 && output.Unit.Length > 0 && !output.Meaning.Contains('\n', StringComparison.Ordinal)));
        Assert.InRange(VaeOutputs.All.Count, 1, 64);
    }

    [Fact]
    public void A_set_holds_what_was_put_into_it()
    {
        var set = OutputSet.Of(VaeOutputs.Heatmap, VaeOutputs.Score, VaeOutputs.PValue);

        Assert.Equal([VaeOutputs.Score, VaeOutputs.PValue, VaeOutputs.Heatmap], set.Outputs);
        Assert.Equal((OutputSet.Of(VaeOutputs.Score, VaeOutputs.PValue), OutputSet.Of(VaeOutputs.Heatmap)), (set.Numbers, set.Vectors));
        Assert.True(set.Contains(VaeOutputs.PValue) && !set.Contains(VaeOutputs.KlDivergence));
        Assert.True(OutputSet.None.IsEmpty && OutputSet.None.Outputs.Count == 0);
    }

    [Fact]
    public void An_optional_output_may_be_absent_and_must_keep_its_shape_where_it_is_present()
    {
        var contract = ModelContract.Detector(Tiny.Info);
        var optional = contract.Outputs.Single(spec => spec.Name == "LatentLogVariance") with { IsOptional = true };
        var model = Tiny.Detector();
        model.Graph.Output.Remove(model.Graph.Output.Single(output => output.Name == "LatentLogVariance"));
        Check(contract with { Outputs = [optional] }, model);

        model.Graph.Output.Add(Tiny.Detector().Graph.Output.Single(output => output.Name == "Score"));
        model.Graph.Output[^1].Name = "LatentLogVariance";
        Assert.Contains("graph output 'LatentLogVariance' must be float [rows, 2]; got float [rows] (invalid).", Assert.Throws<VaeModelException>(() => Check(contract with { Outputs = [optional] }, model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_and_metadata_of_tomorrow_are_left_alone()
    {
        using var model = VaeModel.Load(
            Tiny.Bytes(later =>
            {
                later.Graph.Node.Add(new NodeProto { Name = "Tomorrow", OpType = "Identity", Input = { "Score" }, Output = { "Tomorrow" } });
                var declared = later.Graph.Output.Single(output => output.Name == "Score").Clone();
                declared.Name = "Tomorrow";
                later.Graph.Output.Add(declared);
                later.MetadataProps.Add(new StringStringEntryProto { Key = "vae.tomorrow", Value = "?" });
            }),
            "later.onnx");

        Assert.Equal(25, model.Score([1, 2, 3, 4]).Score[0]);
        Assert.DoesNotContain(model.Outputs, output => output.Name == "Tomorrow");
    }

    [Fact]
    public void An_output_that_a_model_does_not_give_is_refused_by_name()
    {
        using var model = Tiny.Load();

        Assert.StartsWith(
            "Output 'Heatmap' must be a vector that model 'tiny.onnx' gives: FeatureErrors, FeatureContributions, Reconstruction, LatentMean, LatentLogVariance; got another.",
            Assert.Throws<ArgumentException>(() => model.Compute(VaeOutputs.Heatmap, [1, 2, 3, 4])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Output 'Heatmap' must be one of Score", Assert.Throws<ArgumentException>(() => model.Score([1, 2, 3, 4])[VaeOutputs.Heatmap]).Message, StringComparison.Ordinal);
    }

    private static void Check(ModelContract contract, ModelProto model) => contract.Check("tiny.onnx", model.Graph);
}
