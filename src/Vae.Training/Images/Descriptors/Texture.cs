using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Descriptors;

/// <summary>
/// Numbers that say what an image is made of, wherever it is: the strength of each detail at each size, and the moments of the grey values.
/// Two-sided by nature: too smooth is as odd as too rough, which a reconstruction error cannot see.
/// </summary>
internal sealed class Texture : IImageDescriptor
{
    /// <summary>Keep the logarithms and ratios of flat images finite, in scaled units.</summary>
    public const float SmallestEnergy = 1e-4f, SmallestStrength = 0.01f, SmallestSpread = 0.1f;

    /// <inheritdoc/>
    public double Shrinkage => 0.1;

    /// <inheritdoc/>
    public Tensor Of(ImagePyramid pyramid)
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

    /// <inheritdoc/>
    public string Of(OnnxTape tape, PyramidGraph pyramid)
    {
        var numbers = new List<string>();
        foreach (var details in pyramid.Details)
        {
            numbers.Add(tape.Mul(tape.Log(tape.Plus(tape.MeanOfPixels(tape.Square(details)), SmallestEnergy)), 0.5f));
            numbers.Add(tape.Log(tape.Plus(tape.MeanOfPixels(tape.Abs(details)), SmallestStrength)));
        }

        var mean = tape.MeanPixel(pyramid.Levels[0]);                                   // [rows, channels, 1, 1]
        var centred = tape.Sub(pyramid.Levels[0], mean);
        var square = tape.Square(centred);
        var spread = tape.Op("Sqrt", [tape.MeanOfPixels(square)]);                      // [rows, channels]
        var unit = tape.Plus(spread, SmallestSpread);
        var unitSquare = tape.Square(unit);
        numbers.Add(tape.Flat(mean));
        numbers.Add(tape.Log(tape.Plus(spread, SmallestStrength)));
        numbers.Add(tape.Div(tape.MeanOfPixels(tape.Mul(square, centred)), tape.Mul(unitSquare, unit)));
        numbers.Add(tape.Log(tape.Plus(tape.Div(tape.MeanOfPixels(tape.Square(square)), tape.Square(unitSquare)), SmallestSpread)));
        return tape.Concat(1, [.. numbers]);
    }
}
