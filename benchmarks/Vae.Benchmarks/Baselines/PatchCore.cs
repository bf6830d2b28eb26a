using Microsoft.ML.OnnxRuntime;
using Vae.Benchmarks.Measuring;
using Vae.MLNet;
using Vae.Training.Graph;
using Vae.Training.Images.Backbone;

namespace Vae.Benchmarks.Baselines;

/// <summary>
/// What scoring by PatchCore (Roth et al. 2022) computes at least, on the same network: one pass, the ends of two layers side by side, the distance of each cell's vector
/// to a memory of patches, and the largest of the nearest. The memory is made of numbers drawn at random, which cost what others do.
/// </summary>
internal sealed class PatchCore : IDisposable
{
    /// <summary>1 % of the 28 x 28 cells of 500 images of 224 x 224.</summary>
    private const int Patches = 3_920;

    private const int BatchImages = 8;

    private readonly InferenceSession _session;
    private readonly VaeImageShape _shape;
    private readonly float[] _pixels;

    public PatchCore(VaeImageShape shape, float[] pixels)
    {
        (_shape, _pixels) = (shape, pixels);
        var (tape, grid, random) = (new OnnxTape(), new PatchGrid(shape), new Random(1));
        var images = tape.Input("Images", "rows", shape.Channels, shape.Height, shape.Width);
        var layers = tape.Backbone(BackboneFile.Network!, grid.Widen(tape, images));
        var last = tape.Op("Transpose", [PatchFeatures.Cells(tape, layers)], ("perm", new long[] { 0, 2, 3, 1 }));
        var cells = tape.Op("Reshape", [last, tape.Integers("cells", -1, PatchFeatures.Channels)]);
        float[] memory = [.. Enumerable.Range(0, Patches * PatchFeatures.Channels).Select(_ => random.NextSingle())];
        var lengths = memory.Chunk(PatchFeatures.Channels).Select(patch => patch.Sum(value => value * value)).ToArray();
        var products = tape.Op(
            "Gemm", [cells, tape.Constant("memory", memory, Patches, PatchFeatures.Channels), tape.Constant("lengths", lengths, Patches)], ("alpha", -2f), ("transB", 1L));
        var nearest = tape.Add(tape.Smallest(products), tape.SquaredLength(cells));     // [rows · cells, 1]
        var map = tape.Op("Reshape", [nearest, tape.Integers("map", -1, grid.Height * grid.Width)]);
        tape.Output("Identity", tape.Largest(map, 1), "Score", "rows", 1);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new(Google.Protobuf.MessageExtensions.ToByteArray(tape.Model([])), options);
    }

    /// <summary>Scores all images once; the cost per image.</summary>
    public Cost PerImage() => Cost.Of(Run) / (_pixels.Length / _shape.Length);

    public void Dispose() => _session.Dispose();

    private void Run()
    {
        using var options = new RunOptions();
        for (var first = 0; first < _pixels.Length; first += BatchImages * _shape.Length)
        {
            var part = _pixels.AsMemory(first, Math.Min(BatchImages * _shape.Length, _pixels.Length - first));
            using var input = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, part, [part.Length / _shape.Length, _shape.Channels, _shape.Height, _shape.Width]);
            using var outputs = _session.Run(options, ["Images"], [input], ["Score"]);
        }
    }
}
