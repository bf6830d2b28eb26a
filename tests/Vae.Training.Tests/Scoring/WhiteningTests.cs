using TorchSharp;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Scoring;

public sealed class WhiteningTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Bias_and_spread_are_mean_and_deviation_of_the_rows_that_count()
    {
        var residuals = tensor(new float[,] { { 1, 10 }, { 3, 10 }, { 100, 100 } });

        var whitening = Whitening.Fit(residuals, [tensor(new long[] { 0, 1 })]);

        Assert.Equal([2, 10], whitening.Bias.data<float>().ToArray());

        // The second feature does not vary: its variance is the smallest allowed, 10⁻³.
        Assert.Equal([1, MathF.Sqrt(1e-3f)], whitening.Spread.data<float>().ToArray());
    }

    /// <summary>W = C^(−1/2) of the correlation shrunken by a tenth, so Wᵀ (0.9 R + 0.1 I) W = I for the sample correlation R.</summary>
    [Fact]
    public void The_shrunken_correlation_becomes_the_identity()
    {
        var mix = randn(4, 4, generator: _generator);
        var residuals = randn(500, 4, generator: _generator).mm(mix);
        var whitening = Whitening.Fit(residuals, [arange(500)]);

        var standardised = whitening.Standardise(residuals.unsqueeze(0));               // [members, rows, features]
        var correlation = standardised[0].t().mm(standardised[0]) / 500;
        var w = whitening.Matrix[0];

        Assert.True(w.t().mm((0.9 * correlation) + (0.1 * eye(4))).mm(w).allclose(eye(4), 1e-4, 1e-4));
        Assert.True(whitening.Whiten(standardised)[0].allclose(standardised[0].mm(w), 1e-5, 1e-6));
    }

    [Fact]
    public void Independent_residuals_are_white_after_it()
    {
        var residuals = (randn(5000, 3, generator: _generator) * tensor(new[] { 0.5f, 2, 10 })) + 1;
        var whitening = Whitening.Fit(residuals, [arange(5000)]);

        var white = whitening.Whiten(whitening.Standardise(residuals.unsqueeze(0)))[0];

        Assert.True((white.t().mm(white) / 5000).allclose(eye(3), 0, 0.05));
        Assert.True(white.mean([0]).abs().max().ToSingle() < 1e-5);
    }

    [Fact]
    public void Each_member_measures_its_own_rows()
    {
        var residuals = cat([randn(50, 2, generator: _generator), 10 + (5 * randn(50, 2, generator: _generator))]);

        var whitening = Whitening.Fit(residuals, [arange(50), arange(50, 100)]);

        Assert.Equal([2, 1, 2], whitening.Bias.shape);
        Assert.Equal([2, 2, 2], whitening.Matrix.shape);
        Assert.InRange(whitening.Bias[0].abs().max().ToSingle(), 0, 1);
        Assert.InRange(whitening.Spread[1].min().ToSingle(), 3.5, 6.5);
    }

    [Fact]
    public void Residuals_without_any_spread_stay_finite()
    {
        var whitening = Whitening.Fit(zeros(10, 3), [arange(10)]);

        Assert.True(whitening.Whiten(whitening.Standardise(ones(1, 4, 3))).isfinite().all().ToBoolean());
    }
}
