using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Descriptors;

/// <summary>
/// What is seen at each pixel and around it: the logarithms of the smoothed energies of the details at up to three sizes, and for residuals the
/// smoothed residual itself.
/// </summary>
internal sealed class LocalDescriptors
{
    /// <summary>Energies below this share of their mean are as good as none.</summary>
    private const double FloorShare = 0.05;

    /// <summary>Smallest mean energy that counts, in scaled units.</summary>
    private const double SmallestMean = 1e-4;

    private LocalDescriptors(bool signed, IReadOnlyList<float[]> floors) => (Signed, Floors) = (signed, floors);

    /// <summary>Whether the smoothed values are descriptors too.</summary>
    public bool Signed { get; }

    /// <summary>What is added to the energies of each size [levels][4].</summary>
    public IReadOnlyList<float[]> Floors { get; }

    /// <summary>Measures the mean energies of training images.</summary>
    /// <param name="signed">Whether the smoothed values are descriptors too.</param>
    /// <param name="chunks">The images, in parts [rows, channels, height, width], which are gone afterwards.</param>
    public static LocalDescriptors Fit(bool signed, IEnumerable<Tensor> chunks)
    {
        var sums = new List<double[]>();
        long rows = 0;
        foreach (var chunk in chunks)
        {
            using var scope = NewDisposeScope();
            using var taken = chunk;
            var pyramid = new ImagePyramid(chunk);
            for (var level = 0; level < pyramid.Energies.Count; level++)
            {
                var sum = FilterBank.Smooth(pyramid.Energies[level]).mean([2, 3]).to(float64).sum([0]).cpu().data<double>().ToArray();  // [4]
                if (sums.Count == level)
                {
                    sums.Add(new double[FilterBank.Groups]);
                }

                sums[level] = [.. sums[level].Zip(sum, (total, part) => total + part)];
            }

            rows += chunk.shape[0];
        }

        return new(signed, [.. sums.Select(level => level.Select(sum => (float)(FloorShare * Math.Max(SmallestMean, sum / rows))).ToArray())]);
    }

    /// <summary>The descriptors of images at every pixel: [rows, descriptors, height, width].</summary>
    public Tensor Of(ImagePyramid pyramid)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        for (var level = 0; level < Floors.Count; level++)
        {
            var floors = tensor(Floors[level], device: pyramid.Levels[0].device).view(1, -1, 1, 1);
            parts.Add(FullSize(0.5 * (FilterBank.Smooth(pyramid.Energies[level]) + floors).log(), level, pyramid));
            if (Signed)
            {
                parts.Add(FullSize(FilterBank.Smooth(pyramid.Levels[level]), level, pyramid));
            }
        }

        return cat(parts.ToArray(), 1).MoveToOuterDisposeScope();
    }

    /// <summary>The same as graph.</summary>
    public string Of(OnnxTape tape, PyramidGraph pyramid)
    {
        var parts = new List<string>();
        for (var level = 0; level < Floors.Count; level++)
        {
            var energies = pyramid.Smooth(pyramid.Energies[level], FilterBank.Groups);
            var floors = tape.Constant("floors", Floors[level], 1, FilterBank.Groups, 1, 1);
            parts.Add(pyramid.FullSize(tape.Mul(tape.Log(tape.Add(energies, floors)), 0.5f), level));
            if (Signed)
            {
                parts.Add(pyramid.FullSize(pyramid.Smooth(pyramid.Levels[level], pyramid.Shape.Channels), level));
            }
        }

        return tape.Concat(1, [.. parts]);
    }

    private static Tensor FullSize(Tensor numbers, int level, ImagePyramid pyramid)
    {
        if (level == 0)
        {
            return numbers;
        }

        var (height, width) = (pyramid.Levels[0].shape[2], pyramid.Levels[0].shape[3]);
        return nn.functional.interpolate(numbers, scale_factor: [1 << level, 1 << level], mode: InterpolationMode.Nearest)
            .narrow(2, 0, height).narrow(3, 0, width);
    }
}
