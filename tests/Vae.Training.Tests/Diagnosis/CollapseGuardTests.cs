using TorchSharp;
using Vae.Training.Diagnosis;
using Vae.Training.Learning;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Diagnosis;

public sealed class CollapseGuardTests : IDisposable
{
    private static readonly VaeTrainingProgress End = new(1, 100, 100, 0, 0, 0, default);

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_good_run_has_nothing_to_say()
    {
        var run = Run.Good();
        var health = HealthOf(run);
        Assert.InRange(health.Alive, 1, 5);
        Assert.InRange(health.Answered, 0.3, 1);
        Assert.True(health.Error < 0.5, $"{health}");
        Assert.Empty(Remarks(health));
        Assert.DoesNotContain(run.Vae.Remarks, remark => remark.Contains("members", StringComparison.Ordinal));
    }

    [Fact]
    public void A_weight_of_the_divergence_that_leaves_nothing_to_the_latents_is_named_in_the_file()
    {
        var trained = VaeTraining.Train(Samples.Plain(300), Run.Quick with { Steps = null, KlWeight = 50 });
        var remark = Assert.Single(trained.Info.Remarks);
        Assert.Matches(
            "^The members collapsed: 0(\\.[0-9])? of their latent dimensions say anything of a row, and what they expect varies by [0-9.]+ % of what rows do\\. "
            + "Unless the columns have nothing to do with each other, scores see little more than the mean\\. Lower KlWeight, which is 50, to 1\\.$", remark);
        Assert.Equal(trained.Info.Remarks, trained.Remarks);
    }

    [Fact]
    public void The_advice_fits_the_options()
    {
        var collapsed = new EnsembleHealth(0, 0, 1, 1);
        Assert.EndsWith("Training ended after step 5 of 100: let it come to its end.", Remark(collapsed, new(), End with { Step = 5 }), StringComparison.Ordinal);
        Assert.EndsWith("Lower KlWeight, which is 2.5, to 1.", Remark(collapsed, new() { KlWeight = 2.5 }, End), StringComparison.Ordinal);
        Assert.EndsWith("Train longer: more --steps, in code Steps, or leave that to the default.", Remark(collapsed, new() { Steps = 100 }, End), StringComparison.Ordinal);
        Assert.EndsWith("Leave LearningRate to the default.", Remark(collapsed, new() { LearningRate = 1 }, End), StringComparison.Ordinal);
        Assert.EndsWith(
            "Try more --steps, or plain autoencoders: --autoencoder plain; in code Steps and Autoencoder.", Remark(collapsed, new(), End), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_worse_than_principal_components_is_said_with_both_shares() => Assert.StartsWith(
        "The members are worse than principal components: of the variance of held-out rows they leave 90 %, as many components as they have latent "
        + "dimensions in use 30 %. ", Remark(new(3, 0.5, 0.9, 0.3), new(), End), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.24, 0.1)]
    [InlineData(0.105, 0.01)]
    public void A_good_VAE_may_leave_a_little_more_than_principal_components(double error, double linear) =>
        Assert.Empty(Remarks(new(3, 0.5, error, linear)));

    [Fact]
    public void One_score_for_nearly_all_rows_is_said()
    {
        float[] scores = [.. Enumerable.Repeat(0.5f, 95), 1, 2, 3, 4, 5, float.NaN];
        Assert.StartsWith("95 % of the held-out rows have one and the same score", Assert.Single(CollapseGuard.Remarks(new(3, 0.5, 0.3, 0.3), scores, new(), End)), StringComparison.Ordinal);
        Assert.Empty(CollapseGuard.Remarks(new(3, 0.5, 0.3, 0.3), [.. Enumerable.Range(0, 100).Select(i => i / 10f)], new(), End));
        Assert.Empty(CollapseGuard.Remarks(new(3, 0.5, 0.3, 0.3), [float.NaN], new(), End));
    }

    [Fact]
    public void Principal_components_are_measured_on_rows_that_the_member_never_saw()
    {
        // Two numbers and their sum: two components leave nothing, one leaves the smaller of the two variances in the plane.
        var random = new Random(1);
        var rows = Enumerable.Range(0, 400).SelectMany(_ =>
        {
            var (a, b) = (Samples.Normal(random), 0.5f * Samples.Normal(random));
            return new[] { a, b, a + b };
        }).ToArray();
        using var generator = new Generator(1);
        var folds = Folds.Deal(400, 2, generator);
        var ensemble = new TableEnsemble(2, 3, 4, 2, generator, CPU);
        var health = EnsembleHealth.Of(ensemble, WholeView.Instance, tensor(rows, [400, 3]), folds, isVariational: false, comparesLinear: true, CancellationToken.None);
        Assert.Equal(2, health.Alive);

        // Covariance of (a, b, a + b) with variances 1 and ¼: the eigenvalues above 0 add up to 2½ and their product is ¾; the smaller is a share of 0.14.
        Assert.InRange(health.LinearError!.Value, 0.11, 0.18);
    }

    private static EnsembleHealth HealthOf(Run run)
    {
        using var generator = new Generator((ulong)run.Options.Seed);
        var folds = Folds.Deal(run.Data.Rows, run.Options.Members!.Value, generator);
        var detector = run.Detector;
        var inputs = detector.Scaler.Apply(tensor(run.Data.Values, [run.Data.Rows, run.Data.FeatureCount]));
        return EnsembleHealth.Of(detector.Ensemble, detector.View, inputs, folds, isVariational: true, comparesLinear: true, CancellationToken.None);
    }

    private static string Remark(EnsembleHealth health, VaeTrainingOptions options, VaeTrainingProgress last) =>
        Assert.Single(CollapseGuard.Remarks(health, [1, 2, 3], options, last));

    private static IEnumerable<string> Remarks(EnsembleHealth health) => CollapseGuard.Remarks(health, [1, 2, 3], new(), End);
}
