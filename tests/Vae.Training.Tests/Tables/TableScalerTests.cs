using TorchSharp;
using Vae.Training.Tables;
using Vae.Training.Tests.Fixtures;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Tables;

public sealed class TableScalerTests : IDisposable
{
    private const float Nan = float.NaN;
    private const float Infinity = float.PositiveInfinity;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Mean_and_population_deviation_leave_out_missing_and_infinite_values()
    {
        var scaler = TableScaler.Fit([1, 10, 3, Nan, Nan, 30, Infinity, -Infinity], 2);

        Assert.Equal([2, 20], scaler.Mean);
        Assert.Equal([1, 10], scaler.Scale);
        Assert.Equal([0, 1], scaler.Varying);
    }

    [Fact]
    public void Features_that_never_vary_are_left_out()
    {
        // One constant, one binary, one with a single value, one with none.
        var scaler = TableScaler.Fit([5, 0, 7, Nan, 5, 1, Nan, Nan, 5, 1, Nan, Nan, 5, 0, Nan, Nan], 4);

        Assert.Equal([1], scaler.Varying);
        Assert.Equal([5, 0.5f, 7, 0], scaler.Mean);
        Assert.Equal([1, 0.5f, 1, 1], scaler.Scale);
    }

    [Fact]
    public void With_nothing_that_varies_the_first_feature_stands_in()
    {
        var scaler = TableScaler.Fit([3, 4, 3, 4, 3, 4], 2);

        Assert.Equal([0], scaler.Varying);
        Assert.Equal([0f, 0], Apply(scaler, [3, 4, Nan, 4], 2));
    }

    /// <summary>Mean 0 and deviation 1: linear up to 4, then 4 + ln(1 + |z| − 4), and nothing beyond 10⁶.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1.5, -1.5)]
    [InlineData(4, 4)]
    [InlineData(5, 4.6931472)]
    [InlineData(-5, -4.6931472)]
    [InlineData(1004, 10.908755)]
    [InlineData(1e6, 17.815507)]
    [InlineData(1e30, 17.815507)]
    [InlineData(double.PositiveInfinity, 17.815507)]
    [InlineData(double.NegativeInfinity, -17.815507)]
    [InlineData(double.NaN, 0)]
    public void Far_out_values_stay_far_out_on_a_logarithmic_scale(double value, double expected)
    {
        var scaler = TableScaler.Fit([-1, 1], 1);

        Assert.Equal(expected, Apply(scaler, [(float)value], 1).Single(), 4);
        if (!double.IsNaN(value))
        {
            Assert.Equal(expected, scaler.Apply((float)value, 0), 4);
        }
    }

    [Theory]
    [InlineData(1e-30f)]
    [InlineData(1e-9f)]
    [InlineData(1)]
    [InlineData(1e30f)]
    public void The_unit_of_a_feature_does_not_matter(float unit)
    {
        float[] values = [-1, 0, 1, 2, 3, 1, 1, 1, 1, 50];
        var plain = TableScaler.Fit(values, 1);
        var scaler = TableScaler.Fit([.. values.Select(value => value * unit)], 1);

        Assert.Equal([0], scaler.Varying);
        Assert.InRange(Difference.Largest(Apply(plain, values, 1), Apply(scaler, [.. values.Select(value => value * unit)], 1)), 0, 1e-5);
    }

    [Fact]
    public void A_tiny_change_of_a_large_value_is_rounding_and_one_in_a_million_rows_is_not()
    {
        Assert.Equal([0], TableScaler.Fit([1e6f, 1e6f, 1e6f + 0.5f, 1e6f], 1).Varying);

        var rows = new float[2_000_000];
        for (var i = 0; i < rows.Length; i += 2)
        {
            (rows[i], rows[i + 1]) = (i % 4, 1e6f);
        }

        rows[777_777] += 5;
        Assert.Equal([0, 1], TableScaler.Fit(rows, 2).Varying);
    }

    [Fact]
    public void Inverting_gives_back_the_features_and_the_mean_of_those_left_out()
    {
        float[] rows = [1, 9, 100, 2, 9, 110, 3, 9, 90, 2, 9, 1e5f];
        var scaler = TableScaler.Fit(rows, 3);
        var features = tensor(rows, [4, 3]);

        var back = scaler.Invert(scaler.Apply(features), 3);

        Assert.Equal([0, 2], scaler.Varying);
        Assert.InRange(Difference.Largest(rows, back.data<float>().ToArray()), 0, 1e-4);
    }

    private static float[] Apply(TableScaler scaler, float[] features, int width) =>
        scaler.Apply(tensor(features, [features.Length / width, width])).data<float>().ToArray();
}
