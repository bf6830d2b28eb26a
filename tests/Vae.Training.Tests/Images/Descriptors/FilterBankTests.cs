using TorchSharp;
using Vae.Training.Images.Descriptors;
using static TorchSharp.torch;

namespace Vae.Training.Tests.Images.Descriptors;

public sealed class FilterBankTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_details_are_orthonormal_and_blind_to_brightness()
    {
        var kernels = tensor(FilterBank.DetailKernels).view(8, 9);

        Assert.True(kernels.mm(kernels.t()).allclose(eye(8), 1e-5, 1e-6));
        Assert.True(kernels.sum(1).abs().max().ToDouble() < 1e-6);
    }

    [Fact]
    public void Smoothing_keeps_the_brightness_and_halves_the_sides_when_told()
    {
        Assert.True(FilterBank.Smooth(full([2, 3, 7, 9], 5f)).allclose(full([2, 3, 7, 9], 5f)));
        Assert.Equal([2, 3, 4, 5], FilterBank.Smooth(zeros(2, 3, 7, 9), stride: 2).shape);
    }

    [Theory]
    [InlineData(16, 16, 2)]
    [InlineData(28, 28, 2)]
    [InlineData(32, 200, 3)]
    [InlineData(64, 64, 4)]
    [InlineData(256, 256, 4)]
    public void A_pyramid_stops_at_eight_pixels_or_four_sizes(int height, int width, int levels) => Assert.Equal(levels, ImagePyramid.LevelsOf(height, width));

    [Fact]
    public void Each_detail_counts_once_among_the_groups_and_colours_are_averaged()
    {
        var weights = tensor(FilterBank.GroupWeights(3)).view(4, 3, 8);

        Assert.True(weights.sum([0, 1]).allclose(ones(8)));
        Assert.Equal([2, 2, 1, 3], weights.sum([1, 2]).data<float>().Select(value => MathF.Round(value)));
    }
}
