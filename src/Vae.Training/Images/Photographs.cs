using Vae.Training.Learning;
using Vae.Training.Pixels;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Which rows are tiles of one photograph: as many of each, one after the other. Images that are looked at whole are photographs of one tile. What is
/// judged, calibrated and promised is photographs.
/// </summary>
/// <param name="Tiles">Tiles of a photograph.</param>
/// <param name="Folds">Which photographs no member saw.</param>
internal sealed record Photographs(int Tiles, Folds Folds)
{
    /// <summary>The same of their tiles.</summary>
    public Folds OfTiles { get; } = Tiles == 1 ? Folds : Folds.Repeated(Tiles);

    /// <summary>The photographs that rows are of, each once [photographs]; rows of a photograph follow each other.</summary>
    public Tensor Of(Tensor rows) =>
        Tiles == 1 ? rows : tensor(rows.cpu().data<long>().Select(row => row / Tiles).Distinct().ToArray(), device: rows.device);

    /// <summary>Whether photographs show anything: one of their tiles does [photographs].</summary>
    public bool[] Judged(bool[] tiles) => Tiles == 1 ? tiles : [.. tiles.Chunk(Tiles).Select(own => own.Contains(true))];

    /// <summary>The largest value of each photograph among its tiles that show anything [photographs].</summary>
    /// <param name="values">A value for each tile [rows].</param>
    /// <param name="judged">Whether each shows anything [rows].</param>
    public Tensor Largest(Tensor values, bool[] judged)
    {
        if (Tiles == 1)
        {
            return values;
        }

        using var scope = NewDisposeScope();
        var (all, own) = (values.view(-1, Tiles), tensor(judged, device: values.device).view(-1, Tiles));
        var largest = where(own, all, full_like(all, double.NegativeInfinity)).amax([1]);
        return where(own.any(1), largest, all.amax([1])).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Numbers that stand for whole photographs [photographs, numbers], of those of all tiles [rows, numbers]: as many as of one tile, evenly drawn
    /// from those of all of a photograph's.
    /// </summary>
    public Tensor Together(Tensor numbers)
    {
        if (Tiles == 1)
        {
            return numbers;
        }

        using var scope = NewDisposeScope();
        var photographs = numbers.shape[0] / Tiles;
        var inOrder = Enumerable.Range(0, (int)photographs).SelectMany(
            photograph => Enumerable.Range(0, Tiles).Select(tile => PixelsOfTiles.RowOf(photograph, tile, Tiles))).ToArray();
        var ordered = numbers.index_select(0, tensor(inOrder, device: numbers.device)).view(photographs, -1);
        return ordered.index_select(1, arange(0, ordered.shape[1], Tiles, dtype: int64, device: numbers.device)).MoveToOuterDisposeScope();
    }
}
