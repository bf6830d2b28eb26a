using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Images.Descriptors;

/// <summary>
/// Fixed 3 × 3 filters that see texture: the cosine transform of a patch without its mean, and a binomial that smooths. Edges are repeated beyond the
/// border.
/// </summary>
internal static class FilterBank
{
    /// <summary>Number of detail filters.</summary>
    public const int Details = 8;

    /// <summary>Number of groups that their energies are summed in: along rows, along columns, diagonal, and the finest.</summary>
    public const int Groups = 4;

    private static readonly float[][] Basis =
    [
        [1 / MathF.Sqrt(3), 1 / MathF.Sqrt(3), 1 / MathF.Sqrt(3)],
        [1 / MathF.Sqrt(2), 0, -1 / MathF.Sqrt(2)],
        [1 / MathF.Sqrt(6), -2 / MathF.Sqrt(6), 1 / MathF.Sqrt(6)],
    ];

    /// <summary>
    /// The group of each filter, in the order (0,1), (0,2), (1,0), (1,1), (1,2), (2,0), (2,1), (2,2) of basis functions over rows and columns.
    /// </summary>
    private static readonly int[] GroupOf = [0, 0, 1, 2, 3, 1, 3, 3];

    /// <summary>[8 · 3 · 3].</summary>
    public static float[] DetailKernels { get; } =
    [
        .. from row in Enumerable.Range(0, 3) from column in Enumerable.Range(0, 3) where row + column > 0
           from y in Enumerable.Range(0, 3) from x in Enumerable.Range(0, 3) select Basis[row][y] * Basis[column][x],
    ];

    /// <summary>[3 · 3].</summary>
    public static float[] SmoothKernel { get; } = [1 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 4 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 1 / 16f];

    /// <summary>Sums the squares of the details of some channels into groups, averaged over the channels [4, channels · 8].</summary>
    public static float[] GroupWeights(int channels) =>
    [
        .. from kind in Enumerable.Range(0, Groups) from _ in Enumerable.Range(0, channels)
           from filter in GroupOf select filter == kind ? 1f / channels : 0,
    ];

    /// <summary>[rows, channels, height, width] → [rows, channels · 8, height, width].</summary>
    public static Tensor DetailsOf(Tensor images) => EachChannel(images, tensor(DetailKernels, device: images.device).view(Details, 1, 3, 3), 1);

    /// <summary>[rows, channels, height, width] → the same, smoothed, and halved by a stride of 2.</summary>
    public static Tensor Smooth(Tensor images, int stride = 1) =>
        EachChannel(images, tensor(SmoothKernel, device: images.device).view(1, 1, 3, 3), stride);

    private static Tensor EachChannel(Tensor images, Tensor kernels, int stride)
    {
        using var scope = NewDisposeScope();
        var planes = images.reshape(-1, 1, images.shape[2], images.shape[3]);           // [rows · channels, 1, height, width]
        var filtered = nn.functional.conv2d(nn.functional.pad(planes, [1, 1, 1, 1], PaddingModes.Replicate), kernels, strides: [stride, stride]);
        return filtered.view(images.shape[0], -1, filtered.shape[2], filtered.shape[3]).MoveToOuterDisposeScope();
    }
}
