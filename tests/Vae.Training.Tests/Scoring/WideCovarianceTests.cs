using TorchSharp;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Scoring;

public sealed class WideCovarianceTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    /// <summary>The figure is scikit-learn's: LedoitWolf().fit(...).shrinkage_ of these rows.</summary>
    [Fact]
    public void Rows_are_shrunken_as_scikit_learn_shrinks_them()
    {
        var rows = tensor(new float[,] { { 1, 2, 0, 1 }, { 3, 1, 1, 0 }, { 2, 5, 1, 1 } });

        var measured = WideCovariance.Of(rows - rows.mean([0]), most: 3);

        Assert.Equal(0.423529412, measured.Shrinkage, 6);
    }

    [Fact]
    public void Along_all_directions_of_the_rows_it_is_the_shrunken_covariance_itself()
    {
        var rows = Rows(20, 50);
        var (covariance, measured) = Both(rows, most: 50);

        var root = measured.InverseRoot();
        var half = root.Apply(eye(50)).to(float64);

        Assert.Equal(19, measured.Values.shape[0]);
        Assert.True(half.mm(covariance).mm(half.t()).allclose(eye(50, dtype: float64), 1e-3, 1e-3));
    }

    [Fact]
    public void Leave_one_out_is_the_inverse_with_its_diagonal_at_1()
    {
        var rows = Rows(20, 50) + 3;
        var mean = rows.mean([0], keepdim: true);
        var (covariance, measured) = Both(rows, most: 50);
        var precision = linalg.inv(covariance);
        var expected = (rows - mean).to(float64).mm(precision / precision.diagonal().sqrt());

        var actual = measured.LeaveOneOut(mean.to(float64)).Apply(rows);

        Assert.True(actual.to(float64).allclose(expected, 1e-3, 1e-3));
    }

    [Fact]
    public void Directions_that_are_left_out_count_as_their_mean()
    {
        var rows = Rows(40, 60);
        var (covariance, measured) = Both(rows, most: 5);

        Assert.Equal(5, measured.Values.shape[0]);
        Assert.Equal(covariance.diagonal().sum().ToDouble(), measured.Values.sum().ToDouble() + (55 * measured.Rest), 6);
    }

    [Fact]
    public void Rows_that_never_vary_stay_finite()
    {
        var measured = WideCovariance.Of(zeros(5, 9), most: 4);

        Assert.True(measured.InverseRoot().Apply(ones(2, 9)).isfinite().all().ToBoolean());
        Assert.True(measured.LeaveOneOut(zeros(1, 9, dtype: float64)).Apply(ones(2, 9)).isfinite().all().ToBoolean());
    }

    private Tensor Rows(int rows, int inputs) => randn(rows, 7, generator: _generator).mm(randn(7, inputs, generator: _generator))
        + randn(rows, inputs, generator: _generator);

    private static (Tensor Covariance, WideCovariance Measured) Both(Tensor rows, int most)
    {
        var centred = rows - rows.mean([0], keepdim: true);
        var measured = WideCovariance.Of(centred, most);
        var own = centred.to(float64);
        var sample = own.t().mm(own) / own.shape[0];
        var mean = sample.diagonal().sum().ToDouble() / sample.shape[0];
        return (((1 - measured.Shrinkage) * sample) + (measured.Shrinkage * mean * eye(sample.shape[0], dtype: float64)), measured);
    }
}
