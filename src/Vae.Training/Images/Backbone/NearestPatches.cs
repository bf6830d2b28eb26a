using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>
/// How far what is in a cell lies from the nearest of many centres of what normal images have in any cell (Roth et al. 2022, with centres in place of
/// patches): the mean square of the difference. The centres are made fold by fold; a member looks at those of the folds that it was trained on.
/// </summary>
/// <param name="folds">The centres of each fold [members] of [centres, directions].</param>
internal sealed class NearestPatches(IReadOnlyList<Tensor> folds)
{
    /// <summary>The centres of each fold [members] of [centres, directions].</summary>
    public IReadOnlyList<Tensor> Folds { get; } = folds;

    /// <summary>Cells [rows, directions, height, width] in the eyes of a member: [rows, height, width].</summary>
    public Tensor Of(Tensor patches, int member)
    {
        using var scope = NewDisposeScope();
        var cells = patches.permute(0, 2, 3, 1).flatten(0, 2);                          // [cells, directions]
        var squares = Folds.Where((_, fold) => fold != member).Select(centres => NearestReference.MeanSquare(cells, centres)).ToArray();
        return stack(squares).amin([0]).view(patches.shape[0], patches.shape[2], patches.shape[3]).MoveToOuterDisposeScope();
    }

    /// <summary>The same as graph, for every member [members] of [rows, height, width].</summary>
    /// <remarks>|b|² − 2·v·b + |v|², without looking the nearest up: patches of photographs are never nearly equal to a centre.</remarks>
    public IReadOnlyList<string> Of(OnnxTape tape, string patches, PatchGrid grid)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var (count, directions) = (Folds.Min(centres => centres.shape[0]), Folds[0].shape[1]);
        var all = cat(Folds.Select(centres => centres[..(int)count]).ToArray());        // [folds · centres, directions]
        var last = tape.Op("Transpose", [patches], ("perm", new long[] { 0, 2, 3, 1 }));
        var cells = tape.Op("Reshape", [last, tape.Integers("cells", -1, directions)]);  // [rows · cells, directions]
        var lengths = tape.Constant("lengths", all.square().sum(1));
        var products = tape.Op("Gemm", [cells, tape.Constant("centres", all), lengths], ("alpha", -2f), ("transB", 1L));
        var byFold = tape.Op("Reshape", [products, tape.Integers("folds", -1, Folds.Count, count)]);
        var smallest = tape.Op("ReduceMin", [byFold], ("axes", new long[] { 2 }), ("keepdims", 0L));  // [rows · cells, folds]
        var squares = tape.Mul(tape.Relu(tape.Add(smallest, tape.SquaredLength(cells))), 1f / directions);
        var shape = tape.Integers("grid", -1, grid.Height, grid.Width);
        return
        [
            .. Folds.Select((_, member) =>
            {
                var others = Enumerable.Range(0, Folds.Count).Where(fold => fold != member).Select(fold => (long)fold).ToArray();
                return tape.Op("Reshape", [tape.SmallestColumn(tape.Gather(squares, tape.Integers("others", others), 1)), shape]);
            }),
        ];
    }
}
