namespace Vae.MLNet.Contract;

/// <summary>What must hold of the tiles that a file tells of: they cover the photograph, and nothing lies outside of it.</summary>
internal static class TilingRules
{
    public const string Key = "vae.tiles";

    /// <summary>What does not hold, or null.</summary>
    public static string? Broken(VaeTiling tiling, bool isImage)
    {
        var (photograph, tile) = (tiling.Photograph, tiling.Tile);
        return !isImage ? "of a model of images"
            : !photograph.IsPhotograph ? VaeImageShape.PhotographRule
            : (long)tiling.Tops.Count * tiling.Lefts.Count is < 1 or > VaeTiling.MostTiles ? FormattableString.Invariant(
                $"1 to {VaeTiling.MostTiles} tiles")
            : !Covers(tiling.Tops, photograph.Height, tile.Height) || !Covers(tiling.Lefts, photograph.Width, tile.Width)
                ? "tiles from 0 to the end of the photograph, rising, without a gap between them"
            : null;
    }

    private static bool Covers(IReadOnlyList<int> places, int side, int tile) =>
        places[0] == 0 && places[^1] == (long)side - tile && places.Zip(places.Skip(1)).All(pair => pair.Second > pair.First
            && pair.Second - (long)pair.First <= tile);
}
