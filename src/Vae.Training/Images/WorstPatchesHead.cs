using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>The mean of a map of cells over its worst ones.</summary>
/// <param name="map">Which of the maps of <see cref="ImageSight.Patches"/>.</param>
internal sealed class WorstPatchesHead(int map) : IHead<ImageSight, ImageGraphSight>
{
    /// <summary>The share of the cells that counts as the worst: a defect of a hundredth of the image fills half of it.</summary>
    private const double Share = 0.02;

    /// <inheritdoc/>
    public Tensor Squares(ImageSight sight)
    {
        var cells = sight.Patches!.Maps[map];                                           // [rows, height, width]
        return cells.flatten(1).topk(Worst(cells.shape[1], cells.shape[2]), 1).values.mean([1]);
    }

    /// <inheritdoc/>
    public string Squares(OnnxTape tape, IReadOnlyList<ImageGraphSight> members) => tape.Concat(1, [.. members.Select(member =>
    {
        var (height, width) = (member.Patches!.Grid.Height, member.Patches.Grid.Width);
        var cells = tape.Op("Reshape", [member.Patches.Maps[map], tape.Integers("cells", -1, height * width)]);
        var worst = tape.Largest(cells, Worst(height, width));
        return tape.Op("ReduceMean", [worst], ("axes", new long[] { 1 }), ("keepdims", 1L));
    })]);

    private static int Worst(long height, long width) => (int)Math.Ceiling(Share * height * width);
}
