using Vae.MLNet;
using Vae.Training.Calibration;
using Vae.Training.Images;
using static TorchSharp.torch;

namespace Vae.Training.Export;

/// <summary>The heads of one member for images as graph.</summary>
internal sealed class ImageHeadGraph(OnnxTape tape, VaeImageShape shape)
{
    /// <summary>Mean squares of vectors [rows, size] outside the cloud of normal ones: [rows, 1].</summary>
    public string MeanSquares(string vectors, Ellipsoid ellipsoid)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var size = ellipsoid.Mean.shape[0];
        var standard = tape.Div(tape.Sub(vectors, tape.Constant("mean", ellipsoid.Mean)), tape.Constant("spread", ellipsoid.Spread));
        var along = tape.Square(tape.Op("MatMul", [standard, tape.Constant("directions", ellipsoid.Vectors)]));  // [rows, directions]
        var squares = tape.Op("MatMul", [along, tape.Constant("weights", (ellipsoid.Weights / size).unsqueeze(1))]);  // [rows, 1]
        if (ellipsoid.Rest > 0)
        {
            squares = tape.Add(squares, tape.Mul(tape.SquaredLength(standard), ellipsoid.Rest / size));
        }

        return tape.Relu(squares);
    }

    /// <summary>How unusual features [rows, features, height, width] are at each pixel: [rows, height, width].</summary>
    public string Map(string features, LocalMap map)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var standard = tape.Mul(tape.Sub(features, tape.Constant("usual", map.Mean.unsqueeze(0))), tape.Constant("precision", map.Precision.unsqueeze(0)));
        var whitened = tape.Pointwise(standard, tape.Constant("whitening", map.Whitening.unsqueeze(2).unsqueeze(3)));
        return tape.MeanOfChannels(tape.Square(whitened));
    }

    /// <summary>The mean of the worst places of a map [rows, height, width]: [rows, 1].</summary>
    public string Worst(string map)
    {
        var pixels = tape.Op("Reshape", [map, tape.Integers("pixels", -1, shape.Height * shape.Width)]);
        var worst = tape.Largest(pixels, ImageHeads.WorstPixels(shape.Height, shape.Width));
        return tape.Op("ReduceMean", [worst], ("axes", new long[] { 1 }), ("keepdims", 1L));
    }

    /// <summary>Member scores of mean squares [heads] of [rows, members]: [rows, members].</summary>
    public string Combine(IReadOnlyList<LogScale> scales, IReadOnlyList<string> squares)
    {
        var c = scales.Zip(squares, (scale, head) => tape.OnLogScale(head, scale)).ToArray();
        return tape.Mul(tape.Sum(c), 1f / c.Length);
    }

    /// <summary>The larger of the geometric means of maps over the members, smoothed: the logarithm of the heatmap [rows, height, width].</summary>
    public string LogHeat(IReadOnlyList<string> input, IReadOnlyList<string> residual)
    {
        var larger = tape.Op("Reshape", [tape.Op("Max", [MeanLogarithm(input), MeanLogarithm(residual)]), tape.Integers("plane", -1, 1, shape.Height, shape.Width)]);
        var kernel = tape.Constant("smooth", FilterBank.SmoothKernel, 1, 1, 3, 3);
        var smooth = Enumerable.Range(0, ImageEvidence.Smoothings).Aggregate(larger, (map, _) => tape.EachChannel(tape.PadEdge(map, 1, 1, 1, 1), kernel, 1, 1));
        return tape.Op("Reshape", [smooth, tape.Integers("map", -1, shape.Height, shape.Width)]);
    }

    private string MeanLogarithm(IReadOnlyList<string> maps) =>
        tape.Mul(tape.Sum([.. maps.Select(map => tape.Log(tape.Plus(map, ImageHeads.SmallestHeat)))]), 1f / maps.Count);
}
