using TorchSharp;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Scoring;

public sealed class EllipsoidTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Normal_vectors_have_a_mean_square_of_1_or_less_and_correlations_are_seen()
    {
        var common = randn([4000, 1], generator: _generator);
        var rows = (common + (0.3 * randn([4000, 3], generator: _generator))) * tensor(new float[] { 1, 10, 0.1f });
        var ellipsoid = Ellipsoid.Fit(rows, shrinkage: 0.1, floor: 0);

        Assert.InRange(ellipsoid.MeanSquares(rows).mean().ToDouble(), 0.5, 1);
        Assert.True(ellipsoid.MeanSquares(tensor(new float[,] { { 1, -10, 0 } })).ToDouble() > 4 * ellipsoid.MeanSquares(tensor(new float[,] { { 1, 10, 0.1f } })).ToDouble());
    }

    /// <summary>Of vectors with fewer strong directions than are kept, nothing is lost: the formula is that of the whole correlation.</summary>
    [Fact]
    public void Long_vectors_keep_their_strong_directions()
    {
        const int size = 500, rows = 60;
        var x = randn([rows, 3], generator: _generator).mm(randn([3, size], generator: _generator)) + (0.1 * randn([rows, size], generator: _generator));
        var ellipsoid = Ellipsoid.Fit(x, shrinkage: 0.5, floor: 0.1);

        var standard = ((x - ellipsoid.Mean) / ellipsoid.Spread).to(float64);
        var correlation = (0.5 * standard.t().mm(standard) / rows) + (0.5 * eye(size, dtype: float64));
        var expected = (standard.mm(linalg.inv(correlation)) * standard).mean([1]);

        Assert.True(ellipsoid.MeanSquares(x).to(float64).allclose(expected, 1e-3, 1e-4));
    }

    [Fact]
    public void Vectors_that_do_not_vary_stay_finite()
    {
        foreach (var size in new[] { 5, 500 })
        {
            var ellipsoid = Ellipsoid.Fit(ones(10, size), shrinkage: 0.1, floor: 1e-3);

            Assert.True(ellipsoid.MeanSquares(ones(2, size) * 3).isfinite().all().ToBoolean());
            Assert.Equal(0, ellipsoid.MeanSquares(ones(2, size)).sum().ToDouble());
        }
    }
}
