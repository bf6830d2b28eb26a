using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>The mean of the residual's map over its worst places.</summary>
internal sealed class WorstPlacesHead : IHead<ImageSight, ImageGraphSight>
{
    /// <summary>The share of an image that counts as its worst places.</summary>
    public const double Share = 0.05;

    /// <inheritdoc/>
    public Tensor Squares(ImageSight sight)
    {
        var map = sight.Pixels!.ResidualMap;                                                    // [rows, height, width]
        return map.flatten(1).topk(Pixels(map.shape[1], map.shape[2]), 1).values.mean([1]);
    }

    /// <inheritdoc/>
    public string Squares(OnnxTape tape, IReadOnlyList<ImageGraphSight> members) => tape.Concat(1, [.. members.Select(member =>
    {
        var (height, width) = (member.Pyramid!.Shape.Height, member.Pyramid.Shape.Width);
        var pixels = tape.Op("Reshape", [member.Pixels!.ResidualMap, tape.Integers("pixels", -1, height * width)]);
        var worst = tape.Largest(pixels, Pixels(height, width));
        return tape.Op("ReduceMean", [worst], ("axes", new long[] { 1 }), ("keepdims", 1L));
    })]);

    private static int Pixels(long height, long width) => (int)Math.Ceiling(Share * height * width);
}
