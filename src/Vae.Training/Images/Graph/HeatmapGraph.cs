using Vae.MLNet;
using Vae.Training.Graph;
using Vae.Training.Images.Backbone;
using Vae.Training.Images.Descriptors;

namespace Vae.Training.Images.Graph;

/// <summary>The heatmap as graph: see <see cref="Heatmap"/>.</summary>
internal static class HeatmapGraph
{
    /// <summary>Its logarithm, of what the members see [rows, height, width].</summary>
    public static string LogHeat(this OnnxTape tape, IReadOnlyList<ImageGraphSight> members, ImageDetector detector) =>
        detector.Patches is { } patches ? OfPatches(tape, members, patches) : OfPixels(tape, members, detector.Scaler.Shape);

    private static string OfPatches(OnnxTape tape, IReadOnlyList<ImageGraphSight> members, PatchDetector patches)
    {
        var grid = patches.Features.Grid;
        var maps = members.SelectMany(member => member.Patches!.Maps.Zip(patches.Usual, (map, usual) => tape.Mul(map, 1 / usual)));
        var coarse = tape.Mul(Pixels(MeanLogarithm(tape, maps), CellSize.Coarse), 1 - Heatmap.FineShare);
        var fine = MeanLogarithm(tape, members.Select(member => tape.Mul(member.Patches!.Fine, 1 / patches.UsualFine)));
        return tape.Add(tape.Mul(Pixels(fine, CellSize.Fine), Heatmap.FineShare), coarse);

        string Pixels(string cells, CellSize size)                                      // [rows, cells down, cells across] → [rows, height, width]
        {
            var down = tape.Op("MatMul", [tape.Constant("down", grid.ToRows(size), grid.Shape.Height, grid.Down(size)), cells]);
            var columns = tape.Constant("across", grid.ToColumns(size), grid.Shape.Width, grid.Across(size));
            return tape.Op("MatMul", [down, tape.Op("Transpose", [columns], ("perm", new long[] { 1, 0 }))]);
        }
    }

    private static string OfPixels(OnnxTape tape, IReadOnlyList<ImageGraphSight> members, VaeImageShape shape)
    {
        var image = MeanLogarithm(tape, members.Select(member => member.Pixels!.ImageMap));
        var larger = tape.Op("Max", [image, MeanLogarithm(tape, members.Select(member => member.Pixels!.ResidualMap))]);
        var plane = tape.Op("Reshape", [larger, tape.Integers("plane", -1, 1, shape.Height, shape.Width)]);
        var kernel = tape.Constant("smooth", FilterBank.SmoothKernel, 1, 1, 3, 3);
        var smooth = Enumerable.Range(0, Heatmap.Smoothings)
            .Aggregate(plane, (map, _) => tape.EachChannel(tape.PadEdge(map, 1, 1, 1, 1), kernel, 1, 1));
        return tape.Op("Reshape", [smooth, tape.Integers("map", -1, shape.Height, shape.Width)]);
    }

    private static string MeanLogarithm(OnnxTape tape, IEnumerable<string> maps)
    {
        string[] logarithms = [.. maps.Select(map => tape.Log(tape.Plus(map, Heatmap.SmallestHeat)))];
        return tape.Mul(tape.Sum(logarithms), 1f / logarithms.Length);
    }
}
