using Vae.MLNet.Contract;
using static TorchSharp.torch;

namespace Vae.Training.Generation;

/// <summary>The training rows that no made-up row may repeat: those that hardly another row is like, cell by cell.</summary>
internal static class RareRows
{
    /// <summary>A row that as many rows are is nobody's own.</summary>
    public const int RowsPerRow = 3;

    /// <summary>Their sketch [words].</summary>
    /// <param name="features">Training rows, on the CPU [rows, features].</param>
    public static long[] Sketch(Tensor features)
    {
        using var scope = NewDisposeScope();
        var width = (int)features.shape[1];
        var rows = features.contiguous().data<float>().ToArray().Chunk(width);
        float[] rare =
        [
            .. rows.GroupBy(row => string.Join(' ', row.Select(value => BitConverter.SingleToInt32Bits(value + 0f))), StringComparer.Ordinal)
                .Where(same => same.Count() < RowsPerRow).SelectMany(same => same.First()),
        ];
        return RowSketch.Of(rare, width);
    }
}
