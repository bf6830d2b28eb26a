using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Numbers that say what an image is made of, wherever it is: the strength of each detail at each size, and the moments of the grey values. Two-sided by nature: too smooth is as odd as too rough, which
/// a reconstruction error cannot see.
/// </summary>
internal static class Texture
{
    /// <summary>Keep the logarithms and ratios of flat images finite, in scaled units.</summary>
    public const float SmallestEnergy = 1e-4f, SmallestStrength = 0.01f, SmallestSpread = 0.1f;

    /// <summary>[rows, channels, height, width] → [rows, numbers].</summary>
    public static Tensor Of(ImagePyramid pyramid)
    {
        using var scope = NewDisposeScope();
        var numbers = new List<Tensor>();
        foreach (var details in pyramid.Details)
        {
            numbers.Add(0.5 * (details.square().mean([2, 3]) + SmallestEnergy).log());
            numbers.Add((details.abs().mean([2, 3]) + SmallestStrength).log());
        }

        var mean = pyramid.Levels[0].mean([2, 3], keepdim: true);                       // [rows, channels, 1, 1]
        var centred = pyramid.Levels[0] - mean;
        var square = centred.square();
        var spread = square.mean([2, 3]).sqrt();                                        // [rows, channels]
        var unit = spread + SmallestSpread;
        numbers.Add(mean.flatten(1));
        numbers.Add((spread + SmallestStrength).log());
        numbers.Add((square * centred).mean([2, 3]) / (unit * unit * unit));
        numbers.Add(((square.square().mean([2, 3]) / unit.square().square()) + SmallestSpread).log());
        return cat(numbers.ToArray(), 1).MoveToOuterDisposeScope();
    }
}
