using static TorchSharp.torch;

namespace Vae.Training.Images.Descriptors;

/// <summary>Images at several sizes, each half of the one before, and the details of each.</summary>
internal sealed class ImagePyramid
{
    private const int MostLevels = 4, MostEnergyLevels = 3, SmallestSide = 8;

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
        var weights = tensor(FilterBank.GroupWeights((int)images.shape[1]), device: images.device).view(FilterBank.Groups, -1, 1, 1);
        Energies = [.. Details.Take(EnergyLevelsOf(levels.Length)).Select(details => nn.functional.conv2d(details.square(), weights))];
    }

    /// <summary>The images of each size [rows, channels, height, width].</summary>
    public IReadOnlyList<Tensor> Levels { get; }

    /// <summary>Their details [rows, channels · 8, height, width].</summary>
    public IReadOnlyList<Tensor> Details { get; }

    /// <summary>The strength of their details in groups, of up to three sizes [rows, 4, height, width].</summary>
    public IReadOnlyList<Tensor> Energies { get; }

    /// <summary>How many of so many sizes have energies.</summary>
    public static int EnergyLevelsOf(int levels) => Math.Min(MostEnergyLevels, levels);

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
