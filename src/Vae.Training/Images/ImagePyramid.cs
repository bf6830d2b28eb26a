using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>Images at several sizes, each half of the one before, and the details of each.</summary>
internal sealed class ImagePyramid
{
    private const int MostLevels = 4, SmallestSide = 8;

    /// <param name="images">[rows, channels, height, width].</param>
    public ImagePyramid(Tensor images)
    {
        var levels = new Tensor[LevelsOf(images.shape[2], images.shape[3])];
        levels[0] = images;
        for (var level = 1; level < levels.Length; level++)
        {
            levels[level] = FilterBank.Smooth(levels[level - 1], stride: 2);
        }

        Levels = levels;
        Details = [.. levels.Select(FilterBank.DetailsOf)];
    }

    /// <summary>The images of each size [rows, channels, height, width].</summary>
    public IReadOnlyList<Tensor> Levels { get; }

    /// <summary>Their details [rows, channels · 8, height, width].</summary>
    public IReadOnlyList<Tensor> Details { get; }

    /// <summary>How many sizes there are: halved while eight pixels are left, four at most.</summary>
    public static int LevelsOf(long height, long width)
    {
        var levels = 1;
        while (levels < MostLevels && Math.Min(height, width) >> levels >= SmallestSide)
        {
            levels++;
        }

        return levels;
    }
}
