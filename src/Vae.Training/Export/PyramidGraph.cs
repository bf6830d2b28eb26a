using Vae.MLNet;
using Vae.Training.Images;

namespace Vae.Training.Export;

/// <summary>Images at several sizes with their details, and what is made of them, as graph.</summary>
internal sealed class PyramidGraph
{
    private readonly OnnxTape _tape;
    private readonly VaeImageShape _shape;
    private readonly string[] _levels;
    private readonly string[] _details;
    private readonly string[] _energies;

    /// <param name="tape">The tape.</param>
    /// <param name="images">[rows, channels, height, width].</param>
    /// <param name="shape">Their size.</param>
    public PyramidGraph(OnnxTape tape, string images, VaeImageShape shape)
    {
        (_tape, _shape) = (tape, shape);
        _levels = new string[ImagePyramid.LevelsOf(shape.Height, shape.Width)];
        _levels[0] = images;
        for (var level = 1; level < _levels.Length; level++)
        {
            _levels[level] = Smooth(_levels[level - 1], shape.Channels, stride: 2);
        }

        var kernels = tape.Constant("details", [.. Repeated(FilterBank.DetailKernels, shape.Channels)], FilterBank.Details * shape.Channels, 1, 3, 3);
        _details = [.. _levels.Select(level => tape.EachChannel(tape.PadEdge(level, 1, 1, 1, 1), kernels, shape.Channels, 1))];
        var weights = tape.Constant("groups", FilterBank.GroupWeights(shape.Channels), FilterBank.Groups, FilterBank.Details * shape.Channels, 1, 1);
        _energies = [.. _details.Take(ImagePyramid.EnergyLevelsOf(_levels.Length)).Select(details => tape.Pointwise(tape.Square(details), weights))];
    }

    /// <summary>The texture [rows, numbers].</summary>
    public string Texture()
    {
        var numbers = new List<string>();
        foreach (var details in _details)
        {
            numbers.Add(_tape.Mul(_tape.Log(_tape.Plus(_tape.MeanOfPixels(_tape.Square(details)), Images.Texture.SmallestEnergy)), 0.5f));
            numbers.Add(_tape.Log(_tape.Plus(_tape.MeanOfPixels(_tape.Abs(details)), Images.Texture.SmallestStrength)));
        }

        var mean = _tape.MeanPixel(_levels[0]);                                         // [rows, channels, 1, 1]
        var centred = _tape.Sub(_levels[0], mean);
        var square = _tape.Square(centred);
        var spread = _tape.Op("Sqrt", [_tape.MeanOfPixels(square)]);                    // [rows, channels]
        var unit = _tape.Plus(spread, Images.Texture.SmallestSpread);
        var unitSquare = _tape.Square(unit);
        numbers.Add(_tape.Flat(mean));
        numbers.Add(_tape.Log(_tape.Plus(spread, Images.Texture.SmallestStrength)));
        numbers.Add(_tape.Div(_tape.MeanOfPixels(_tape.Mul(square, centred)), _tape.Mul(unitSquare, unit)));
        numbers.Add(_tape.Log(_tape.Plus(_tape.Div(_tape.MeanOfPixels(_tape.Square(square)), _tape.Square(unitSquare)), Images.Texture.SmallestSpread)));
        return _tape.Concat(1, [.. numbers]);
    }

    /// <summary>The layout [rows, numbers].</summary>
    public string Layout()
    {
        var numbers = new List<string>();
        for (var level = 0; level < _energies.Length; level++)
        {
            numbers.Add(_tape.Mul(_tape.Log(_tape.Plus(InCells(_energies[level], level), Images.Layout.SmallestEnergy)), 0.5f));
            numbers.Add(InCells(_levels[level], level));
        }

        return _tape.Concat(1, [.. numbers]);
    }

    /// <summary>The local features at every pixel [rows, features, height, width].</summary>
    public string Features(LocalFeatures features)
    {
        var parts = new List<string>();
        for (var level = 0; level < features.Floors.Count; level++)
        {
            var energies = Smooth(_energies[level], FilterBank.Groups, stride: 1);
            var floors = _tape.Constant("floors", features.Floors[level], 1, FilterBank.Groups, 1, 1);
            parts.Add(FullSize(_tape.Mul(_tape.Log(_tape.Add(energies, floors)), 0.5f), level));
            if (features.Signed)
            {
                parts.Add(FullSize(Smooth(_levels[level], _shape.Channels, stride: 1), level));
            }
        }

        return _tape.Concat(1, [.. parts]);
    }

    /// <summary>Means of the cells: [rows, channels, height, width] → [rows, channels · 9].</summary>
    private string InCells(string images, int level)
    {
        var (height, width) = (Side(_shape.Height, level), Side(_shape.Width, level));
        var acrossRows = _tape.Op("MatMul", [_tape.Constant("rows", Images.Layout.CellWeights(height), Images.Layout.Cells, height), images]);  // [rows, channels, 3, width]
        var columns = _tape.Op("Transpose", [_tape.Constant("columns", Images.Layout.CellWeights(width), Images.Layout.Cells, width)], ("perm", new long[] { 1, 0 }));
        return _tape.Flat(_tape.Op("MatMul", [acrossRows, columns]));
    }

    /// <summary>A side at a size of the pyramid: halved and rounded up each time.</summary>
    private static int Side(int side, int level) => level == 0 ? side : Side((side + 1) / 2, level - 1);

    private string FullSize(string features, int level) => level == 0 ? features : _tape.Crop(_tape.Repeat(features, 1 << level), _shape.Height, _shape.Width);

    private string Smooth(string images, int channels, long stride) =>
        _tape.EachChannel(_tape.PadEdge(images, 1, 1, 1, 1), _tape.Constant("smooth", [.. Repeated(FilterBank.SmoothKernel, channels)], channels, 1, 3, 3), channels, stride);

    private static IEnumerable<float> Repeated(float[] kernel, int channels) => Enumerable.Repeat(kernel, channels).SelectMany(values => values);
}
