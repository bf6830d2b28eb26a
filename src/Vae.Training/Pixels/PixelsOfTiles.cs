using Vae.MLNet;

namespace Vae.Training.Pixels;

/// <summary>
/// The tiles of photographs, as if each were an image. A photograph is read once for all of its tiles that follow each other. Those of each begin
/// with another tile, so that rows that are evenly spread over all are no tiles of one place.
/// </summary>
/// <param name="photographs">The whole photographs.</param>
/// <param name="tiling">How they are cut.</param>
internal sealed class PixelsOfTiles(IPixelSource photographs, VaeTiling tiling) : IPixelSource
{
    private readonly float[] _photograph = new float[tiling.Photograph.Length];
    private long _read = -1;

    /// <inheritdoc/>
    public int Rows => photographs.Rows * tiling.Count;

    /// <inheritdoc/>
    public int Length => tiling.Tile.Length;

    /// <summary>The row of a tile.</summary>
    /// <param name="photograph">Which photograph, from 0.</param>
    /// <param name="tile">Which tile, from 0, row after row.</param>
    /// <param name="tiles">Tiles of a photograph.</param>
    public static long RowOf(long photograph, int tile, int tiles) => (photograph * tiles) + ((tile + tiles - First(photograph, tiles)) % tiles);

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<long> rows, Span<float> pixels, CancellationToken cancellation)
    {
        for (var place = 0; place < rows.Length; place++)
        {
            var (photograph, turn) = Math.DivRem(rows[place], tiling.Count);
            if (photograph != _read)
            {
                _read = -1;
                photographs.Read([photograph], _photograph, cancellation);
                _read = photograph;
            }

            var tile = (int)(turn + First(photograph, tiling.Count)) % tiling.Count;
            tiling.Cut(_photograph, tile, pixels.Slice(place * Length, Length));
        }
    }

    /// <summary>The tile that comes first: another for neighbours (multiplicative hashing, Knuth).</summary>
    private static int First(long photograph, int tiles) => (int)((uint)photograph * 2_654_435_769u >> 16) % tiles;
}
