namespace Vae.MLNet.Inference;

/// <summary>
/// What tiles count for where they overlap: a share that falls in a straight line towards the border of each, where less is seen, so that nothing
/// jumps where a tile ends. The shares of all tiles at a pixel add up to 1.
/// </summary>
/// <param name="tiling">The tiles.</param>
internal sealed class TileBlend(VaeTiling tiling)
{
    private readonly float[][] _down = Shares(tiling.Tops, tiling.Tile.Height, tiling.Photograph.Height);
    private readonly float[][] _across = Shares(tiling.Lefts, tiling.Tile.Width, tiling.Photograph.Width);

    /// <summary>Adds the share of a tile to a photograph [planes, height, width] that was 0 before its first tile.</summary>
    /// <param name="tile">What is said of the tile [planes, height, width].</param>
    /// <param name="index">Which tile, from 0, row after row.</param>
    /// <param name="photograph">Takes it.</param>
    public void Add(ReadOnlySpan<float> tile, int index, Span<float> photograph)
    {
        var (height, width) = (tiling.Tile.Height, tiling.Tile.Width);
        var (down, across) = Math.DivRem(index, tiling.Lefts.Count);
        ReadOnlySpan<float> shares = _across[across];
        for (var line = 0; line < tile.Length / width; line++)
        {
            var (plane, row) = Math.DivRem(line, height);
            var share = _down[down][row];
            var from = tile.Slice(line * width, width);
            var start = (((plane * tiling.Photograph.Height) + tiling.Tops[down] + row) * tiling.Photograph.Width) + tiling.Lefts[across];
            var to = photograph.Slice(start, width);
            for (var column = 0; column < width; column++)
            {
                to[column] += share * shares[column] * from[column];
            }
        }
    }

    /// <summary>The shares of the tiles along a side [tiles][pixels of a tile].</summary>
    private static float[][] Shares(IReadOnlyList<int> places, int tile, int side)
    {
        var sums = new double[side];
        foreach (var place in places)
        {
            for (var pixel = 0; pixel < tile; pixel++)
            {
                sums[place + pixel] += Weight(pixel);
            }
        }

        return [.. places.Select(place => Enumerable.Range(0, tile).Select(pixel => (float)(Weight(pixel) / sums[place + pixel])).ToArray())];

        double Weight(int pixel) => Math.Min(pixel + 1, tile - pixel);
    }
}
