using TorchSharp;
using Vae.Training.Learning;
using Vae.Training.Tables;
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
}
