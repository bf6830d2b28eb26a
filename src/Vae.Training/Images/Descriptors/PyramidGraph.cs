using Vae.MLNet;
using Vae.Training.Graph;

namespace Vae.Training.Images.Descriptors;

/// <summary>Images at several sizes, each half of the one before, and the details of each, as graph: see <see cref="ImagePyramid"/>.</summary>
internal sealed class PyramidGraph
{
    private readonly OnnxTape _tape;

    /// <param name="tape">The tape.</param>
    /// <param name="images">[rows, channels, height, width].</param>
    /// <param name="shape">Their size.</param>
    public PyramidGraph(OnnxTape tape, string images, VaeImageShape shape)
    {
        (_tape, Shape) = (tape, shape);
        var levels = new string[ImagePyramid.LevelsOf(shape.Height, shape.Width)];
        levels[0] = images;
        for (var level = 1; level < levels.Length; level++)
        {
            levels[level] = Smooth(levels[level - 1], shape.Channels, stride: 2);
        }

        Levels = levels;
        var kernels = tape.Constant(
            "details", [.. Repeated(FilterBank.DetailKernels, shape.Channels)], FilterBank.Details * shape.Channels, 1, 3, 3);
        Details = [.. levels.Select(level => tape.EachChannel(tape.PadEdge(level, 1, 1, 1, 1), kernels, shape.Channels, 1))];
        var weights = tape.Constant(
            "groups", FilterBank.GroupWeights(shape.Channels), FilterBank.Groups, FilterBank.Details * shape.Channels, 1, 1);
        Energies =
        [
            .. Details.Take(ImagePyramid.EnergyLevelsOf(levels.Length)).Select(details => tape.Pointwise(tape.Square(details), weights)),
        ];
    }

    /// <summary>The size of the images.</summary>
    public VaeImageShape Shape { get; }

    /// <summary>The images of each size [rows, channels, height, width].</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>Their details [rows, channels · 8, height, width].</summary>
    public IReadOnlyList<string> Details { get; }

    /// <summary>The strength of their details in groups, of up to three sizes [rows, 4, height, width].</summary>
    public IReadOnlyList<string> Energies { get; }

    /// <summary>Height and width at a size of the pyramid: halved and rounded up each time.</summary>
    public (int Height, int Width) SidesOf(int level) => (Side(Shape.Height, level), Side(Shape.Width, level));

    /// <summary>A level's numbers per pixel repeated at full size [rows, numbers, height, width].</summary>
    public string FullSize(string numbers, int level) =>
        level == 0 ? numbers : _tape.Crop(_tape.Repeat(numbers, 1 << level), Shape.Height, Shape.Width);

    /// <summary>[rows, channels, height, width] → the same, smoothed, and halved by a stride of 2.</summary>
    public string Smooth(string images, int channels, long stride = 1)
    {
        var padded = _tape.PadEdge(images, 1, 1, 1, 1);
        var kernels = _tape.Constant("smooth", [.. Repeated(FilterBank.SmoothKernel, channels)], channels, 1, 3, 3);
        return _tape.EachChannel(padded, kernels, channels, stride);
    }

    private static int Side(int side, int level) => level == 0 ? side : Side((side + 1) / 2, level - 1);

    private static IEnumerable<float> Repeated(float[] kernel, int channels) => Enumerable.Repeat(kernel, channels).SelectMany(values => values);
}
