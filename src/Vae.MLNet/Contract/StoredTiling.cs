namespace Vae.MLNet.Contract;

/// <summary>How photographs become tiles, as it stands in a file: the size that they are brought to, and where tiles begin.</summary>
/// <param name="Height">Rows of pixels of a photograph.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Tops">Pixels above each row of tiles.</param>
/// <param name="Lefts">Pixels to the left of each column of tiles.</param>
internal sealed record StoredTiling(int Height, int Width, IReadOnlyList<int>? Tops, IReadOnlyList<int>? Lefts)
{
    public static StoredTiling Of(VaeTiling tiling) => new(tiling.Photograph.Height, tiling.Photograph.Width, tiling.Tops, tiling.Lefts);

    /// <summary>The tiling for a model whose input has some shape; whether it can be is for <see cref="TilingRules"/> to say.</summary>
    public VaeTiling For(IReadOnlyList<int> inputShape)
    {
        var tile = inputShape is [var channels, var height, var width] ? new VaeImageShape(channels, height, width) : new VaeImageShape(0, 0, 0);
        return VaeTiling.Stored(tile with { Height = Height, Width = Width }, tile, Tops ?? [], Lefts ?? []);
    }
}
