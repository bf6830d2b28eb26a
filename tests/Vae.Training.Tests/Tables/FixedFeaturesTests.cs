using TorchSharp;
using Vae.MLNet;
using Vae.Training.Learning;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Tables;

public sealed class FixedFeaturesTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_feature_is_fixed_at_its_constant_for_the_members_that_saw_no_other_value()
    {
        // Feature 1 is 10 but for row 3, which member 0 never saw.
        float[] rows = [1, 10, 2, 10, 3, 10, 4, 30];
        var scaler = TableScaler.Fit(rows, 2);
        var view = FixedFeatures.ViewOf(NoveltyCounter.Fit(rows, 2, [[0, 1, 2], [1, 2, 3]], []), scaler, CPU);
        var scaled = scaler.Apply(tensor(rows, [4, 2]));                                // [rows, features]

        var seen = view.Apply(scaled);                                                  // [members, rows, features]

        Assert.IsType<FixedFeatures>(view);
        Assert.True(seen[0].select(1, 0).equal(scaled.select(1, 0)).all().ToBoolean());
        Assert.All(seen[0].select(1, 1).data<float>().ToArray(), value => Assert.Equal(scaler.Apply(10, 1), value));
        Assert.True(seen[1].equal(scaled).all().ToBoolean());
        Assert.True(view.Apply(scaled, 0).equal(seen[0]).all().ToBoolean());
    }

    [Fact]
    public void Without_such_features_all_members_see_the_rows_as_they_are()
    {
        float[] rows = [1, 7, 2, 7, 3, 7, 4, 7];
        var scaler = TableScaler.Fit(rows, 2);
        var view = FixedFeatures.ViewOf(NoveltyCounter.Fit(rows, 2, [[0, 1], [2, 3]], []), scaler, CPU);
        var scaled = scaler.Apply(tensor(rows, [4, 2]));

        Assert.Same(WholeView.Instance, view);
        Assert.Same(scaled, view.Apply(scaled));
        Assert.Same(scaled, view.Apply(scaled, 1));
    }

    [Fact]
    public void Rows_of_a_fold_are_at_the_constants_of_the_members_that_know_them()
    {
        // Feature 1 is 10 or missing but for row 3, which member 0 never saw; rows 0 and 1 are those that member 1 never saw.
        float[] rows = [1, 10, 2, float.NaN, 3, 10, 4, 30];
        var scaler = TableScaler.Fit(rows, 2);
        var view = Assert.IsType<FixedFeatures>(FixedFeatures.ViewOf(NoveltyCounter.Fit(rows, 2, [[0, 1, 2], [2, 3]], []), scaler, CPU));
        var scaled = scaler.Apply(tensor(rows, [4, 2]));                                // [rows, features]

        var (ofOthers, own) = (view.SeenByOthers(scaled[..3], 1), view.SeenByOthers(scaled[3..], 0));

        Assert.True(ofOthers.select(1, 0).equal(scaled[..3].select(1, 0)).all().ToBoolean());
        Assert.All(ofOthers.select(1, 1).data<float>().ToArray(), value => Assert.Equal(scaler.Apply(10, 1), value));
        Assert.True(own.equal(scaled[3..]).all().ToBoolean());
    }

    /// <summary>Notes on a few rows, one of them written once: the category is constant for the member that never saw it, and missing in most rows.</summary>
    [Fact]
    public void A_category_of_one_row_in_a_column_with_gaps_scores_in_the_file_as_in_TorchSharp()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 300).SelectMany(row => (float[])
        [
            // Rows that repeat lie close to a reference: there a wrong distance counts most.
            row % 7, random.Next(4), .. row == 0 ? (float[])[0, 1] : row % 10 == 0 ? [1, 0] : [float.NaN, float.NaN],
        ]).ToArray();
        var data = new VaeTrainingData(values, [new("x"), new("y"), new("note", ["please ring", "urgent"])]);

        var run = Run.Of(data, Run.Quick);

        using var model = run.Vae.OpenModel(new() { Device = VaeDevice.Cpu });
        var expected = new TableScorer(run.Detector).Score(tensor(values, [300, 4]))[VaeOutputs.Score].data<float>().ToArray();
        Assert.IsType<FixedFeatures>(run.Detector.View);
        Assert.InRange(Difference.Largest(expected, model.Score(values).Score), 0, 1e-4);
    }
}
