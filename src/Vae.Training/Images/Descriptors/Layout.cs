using Vae.Training.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Descriptors;

/// <summary>
/// Numbers that say what is where, coarsely: grey values and strength of detail in each of nine cells, at up to three sizes. They see a part that is
/// missing, added or out of place, of which neither the texture of the whole nor the residual of single pixels makes much.
/// </summary>
internal sealed class Layout : IImageDescriptor
{
    /// <summary>Cells along each side.</summary>
    public const int Cells = 3;

    /// <summary>Keeps the logarithm of flat cells finite, in scaled units.</summary>
    public const float SmallestEnergy = 0.01f;

    /// <inheritdoc/>
    public double Shrinkage => 0.5;

    /// <inheritdoc/>
    public Tensor Of(ImagePyramid pyramid)
    {
        using var scope = NewDisposeScope();
        var numbers = new List<Tensor>();
        foreach (var (energies, level) in pyramid.Energies.Zip(pyramid.Levels))
        {
            numbers.Add(0.5 * (InCells(energies) + SmallestEnergy).log());
            numbers.Add(InCells(level));
        }

        return cat(numbers.ToArray(), 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string Of(OnnxTape tape, PyramidGraph pyramid)
    {
        var numbers = new List<string>();
        for (var level = 0; level < pyramid.Energies.Count; level++)
        {
            var sides = pyramid.SidesOf(level);
            numbers.Add(tape.Mul(tape.Log(tape.Plus(InCells(tape, pyramid.Energies[level], sides), SmallestEnergy)), 0.5f));
            numbers.Add(InCells(tape, pyramid.Levels[level], sides));
        }

        return tape.Concat(1, [.. numbers]);
    }

    /// <summary>Means of the cells: [rows, channels, height, width] → [rows, channels · 9].</summary>
    private static Tensor InCells(Tensor images) => nn.functional.adaptive_avg_pool2d(images, [Cells, Cells]).flatten(1);

    private static string InCells(OnnxTape tape, string images, (int Height, int Width) sides)
    {
        var (height, width) = sides;
        var acrossRows = tape.Op("MatMul", [tape.Constant("rows", CellWeights(height), Cells, height), images]);  // [rows, channels, 3, width]
        var columns = tape.Op("Transpose", [tape.Constant("columns", CellWeights(width), Cells, width)], ("perm", new long[] { 1, 0 }));
        return tape.Flat(tape.Op("MatMul", [acrossRows, columns]));
    }

    /// <summary>
    /// What makes means of cells from the pixels of a side: cell i covers those from ⌊i·side/3⌋ to before ⌈(i+1)·side/3⌉ [3 · side].
    /// </summary>
    private static float[] CellWeights(int side)
    {
        var weights = new float[Cells * side];
        for (var cell = 0; cell < Cells; cell++)
        {
            var (start, end) = (cell * side / Cells, (((cell + 1) * side) + Cells - 1) / Cells);
            weights.AsSpan((cell * side) + start, end - start).Fill(1f / (end - start));
        }

        return weights;
    }
}
