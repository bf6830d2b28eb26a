namespace Vae.MLNet;

/// <summary>
/// How a photograph that is larger than what a model looks at becomes tiles: brought to one size and cut into tiles that overlap by an eighth of
/// their sides or more, spread evenly, so that nothing is left out and what lies on the border of one tile lies within another.
/// </summary>
public sealed record VaeTiling
{
    /// <summary>Most tiles of a photograph.</summary>
    public const int MostTiles = 1_024;

    /// <summary>A tile overlaps the next by its side over this, or more.</summary>
    private const int OverlapShare = 8;

    private VaeTiling(VaeImageShape photograph, VaeImageShape tile, IReadOnlyList<int> tops, IReadOnlyList<int> lefts) =>
        (Photograph, Tile, Tops, Lefts) = (photograph, tile, tops, lefts);

    /// <summary>What photographs are brought to before they are cut.</summary>
    public VaeImageShape Photograph { get; }

    /// <summary>What the model looks at.</summary>
    public VaeImageShape Tile { get; }

    /// <summary>Pixels above each row of tiles, rising from 0.</summary>
    public IReadOnlyList<int> Tops { get; }

    /// <summary>Pixels to the left of each column of tiles, rising from 0.</summary>
    public IReadOnlyList<int> Lefts { get; }

    /// <summary>Tiles of a photograph, counted row after row.</summary>
    public int Count => Tops.Count * Lefts.Count;

    /// <summary>As few tiles as cover a photograph.</summary>
    /// <param name="photograph">What photographs are brought to; their own size, where nothing small may be lost.</param>
    /// <param name="tileHeight">Rows of pixels of a tile, 16 to 320 and no more than the photograph's.</param>
    /// <param name="tileWidth">Pixels of a row, the same way.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or the tiles would be too many; the message names it.</exception>
    public static VaeTiling Of(VaeImageShape photograph, int tileHeight, int tileWidth)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        var tile = photograph with { Height = tileHeight, Width = tileWidth };
        tile.Validate("tile");
        photograph.ValidatePhotograph(nameof(photograph));
        if (tileHeight > photograph.Height || tileWidth > photograph.Width)
        {
            throw new ArgumentOutOfRangeException(nameof(tileHeight), FormattableString.Invariant(
                $"Tiles must be no larger than the photographs, {photograph.Width} x {photograph.Height} pixels; ")
                + FormattableString.Invariant($"got {tileWidth} x {tileHeight}. Make them smaller, or the photographs larger."));
        }

        var tiling = new VaeTiling(photograph, tile, Places(photograph.Height, tileHeight), Places(photograph.Width, tileWidth));
        return tiling.Count <= MostTiles ? tiling : throw new ArgumentOutOfRangeException(nameof(tileHeight), FormattableString.Invariant(
            $"A photograph must have at most {MostTiles:N0} tiles; got {tiling.Count:N0} of {tileWidth} x {tileHeight} ")
            + FormattableString.Invariant($"on {photograph.Width} x {photograph.Height} pixels. Make them larger, or the photographs smaller."));
    }

    /// <summary>In words, such as <c>7 x 5 tiles of 256 x 256</c>: width first, as people give sizes of photographs.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Lefts.Count} x {Tops.Count} tiles of {Tile.Width} x {Tile.Height}");

    /// <summary>What a file says, which is checked elsewhere.</summary>
    internal static VaeTiling Stored(VaeImageShape photograph, VaeImageShape tile, IReadOnlyList<int> tops, IReadOnlyList<int> lefts) =>
        new(photograph, tile, tops, lefts);

    /// <summary>Copies a tile out of a photograph [channels, height, width].</summary>
    /// <param name="photograph">The photograph.</param>
    /// <param name="index">Which tile, from 0, row after row.</param>
    /// <param name="tile">Takes its pixels.</param>
    internal void Cut(ReadOnlySpan<float> photograph, int index, Span<float> tile)
    {
        var (top, left) = (Tops[index / Lefts.Count], Lefts[index % Lefts.Count]);
        for (var line = 0; line < Tile.Channels * Tile.Height; line++)
        {
            var (channel, row) = Math.DivRem(line, Tile.Height);
            var from = (((channel * Photograph.Height) + top + row) * Photograph.Width) + left;
            photograph.Slice(from, Tile.Width).CopyTo(tile[(line * Tile.Width)..]);
        }
    }

    /// <summary>Where tiles along a side begin: as few as overlap enough, spread evenly.</summary>
    private static int[] Places(int side, int tile)
    {
        var overlap = Math.Max(1, tile / OverlapShare);
        var tiles = side == tile ? 1 : (side - overlap + tile - overlap - 1) / (tile - overlap);
        return [.. Enumerable.Range(0, tiles).Select(place => tiles == 1 ? 0 : (int)Math.Round(place * (double)(side - tile) / (tiles - 1)))];
    }
}
