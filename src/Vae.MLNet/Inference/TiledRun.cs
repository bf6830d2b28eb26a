using Vae.MLNet.Contract;
using Vae.MLNet.Onnx;

namespace Vae.MLNet.Inference;

/// <summary>
/// Whole photographs by a graph that looks at tiles, some tiles at a time: of numbers a photograph has those of its oddest tile that shows anything,
/// pictures are put together of those of its tiles.
/// </summary>
internal sealed class TiledRun : IRowRun
{
    private readonly VaeTiling _tiling;
    private readonly GraphBinding _binding;
    private readonly TileBlend _blend;
    private readonly float[] _tiles;                                                    // [tiles at once, channels, height, width]
    private readonly Array[] _outputs;                                                  // of each [photographs] or [photographs, width]
    private readonly int[] _widths;                                                     // of a photograph; 0 for a number
    private readonly int? _score;
    private readonly int _atOnce;

    public TiledRun(GraphSession session, VaeTiling tiling, int tilesAtOnce)
    {
        (_tiling, _binding, _blend) = (tiling, new GraphBinding(session), new TileBlend(tiling));
        _atOnce = Math.Min(tilesAtOnce, tiling.Count);
        _tiles = GC.AllocateUninitializedArray<float>(_atOnce * tiling.Tile.Length, pinned: true);
        var score = session.Outputs.Index().FirstOrDefault(output => output.Item.Name == VaeOutputs.Score.Name, (-1, null!)).Index;
        _score = score < 0 ? null : score;
        var (area, whole) = (tiling.Tile.Height * tiling.Tile.Width, tiling.Photograph.Height * tiling.Photograph.Width);
        _widths = [.. session.Outputs.Select(output => output.RowShape.Count == 0 ? 0 : output.Width / area * whole)];
        _outputs = [.. session.Outputs.Select(Empty)];

        static Array Empty(TensorSpec output) => output.Type == TensorProto.Types.DataType.Bool ? Array.Empty<bool>() : Array.Empty<float>();
    }

    /// <inheritdoc/>
    public Array Output(int index) => _outputs[index];

    /// <inheritdoc/>
    public void Run(float[] input, int rows)
    {
        Reserve(rows);
        for (var row = 0; row < rows; row++)
        {
            var photograph = input.AsSpan(row * _tiling.Photograph.Length, _tiling.Photograph.Length);
            for (var first = 0; first < _tiling.Count; first += _atOnce)
            {
                var count = Math.Min(_atOnce, _tiling.Count - first);
                for (var tile = 0; tile < count; tile++)
                {
                    _tiling.Cut(photograph, first + tile, _tiles.AsSpan(tile * _tiling.Tile.Length, _tiling.Tile.Length));
                }

                _binding.Run(_tiles, count);
                for (var tile = 0; tile < count; tile++)
                {
                    Take(row, first, tile);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _binding.Dispose();

    /// <summary>Room for the photographs; pictures are 0, as their tiles are added up.</summary>
    private void Reserve(int rows)
    {
        for (var output = 0; output < _outputs.Length; output++)
        {
            var length = rows * Math.Max(1, _widths[output]);
            if (_outputs[output].Length < length)
            {
                _outputs[output] = _outputs[output] is bool[] ? new bool[length] : new float[length];
            }
            else if (_widths[output] > 0)
            {
                Array.Clear(_outputs[output], 0, length);
            }
        }
    }

    /// <summary>Takes what was said of the tile at a place of the last batch, which began with tile <paramref name="first"/>.</summary>
    private void Take(int row, int first, int tile)
    {
        var isOddest = _score is { } score && IsOddest((float[])_binding.Output(score), (float[])_outputs[score], row, first, tile);
        for (var output = 0; output < _outputs.Length; output++)
        {
            if (_widths[output] is > 0 and var width)
            {
                var own = ((float[])_binding.Output(output)).AsSpan();
                var size = width / (_tiling.Photograph.Height * _tiling.Photograph.Width) * _tiling.Tile.Height * _tiling.Tile.Width;
                _blend.Add(own.Slice(tile * size, size), first + tile, ((float[])_outputs[output]).AsSpan(row * width, width));
            }
            else if (isOddest)
            {
                Array.Copy(_binding.Output(output), tile, _outputs[output], row, 1);
            }
        }
    }

    /// <summary>The first tile, and each that is odder than all before; one that shows nothing has no score.</summary>
    private static bool IsOddest(float[] scores, float[] oddest, int row, int first, int tile) =>
        first + tile == 0 || (!float.IsNaN(scores[tile]) && !(scores[tile] <= oddest[row]));
}
