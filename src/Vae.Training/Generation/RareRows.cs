using System.Runtime.InteropServices;
using Vae.MLNet.Contract;
using static TorchSharp.torch;

namespace Vae.Training.Generation;

/// <summary>
/// The training rows that no made-up row may repeat: those that hardly another row is like, cell by cell; and all of them where nearly all are
/// such rows, so that none is missed.
/// </summary>
internal static class RareRows
{
    /// <summary>A row that as many rows are is nobody's own.</summary>
    public const int RowsPerRow = 3;

    /// <summary>The share of such rows from which on all are kept out: what is lost of the others is little.</summary>
    private const double NearlyAll = 0.9;

    /// <summary>Their sketch [words].</summary>
    /// <param name="features">Training rows, on the CPU [rows, features].</param>
    public static long[] Sketch(Tensor features)
    {
        using var scope = NewDisposeScope();
        var width = (int)features.shape[1];
        var values = features.contiguous().data<float>().ToArray();
        var counts = new Dictionary<ulong, int>();
        for (var start = 0; start < values.Length; start += width)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, RowHash.Of(values.AsSpan(start, width)), out _)++;
        }

        var own = counts.Values.Where(same => same < RowsPerRow).Sum();
        var most = own >= NearlyAll * (values.Length / width) ? int.MaxValue : RowsPerRow;
        var rare = new List<float>();
        for (var start = 0; start < values.Length; start += width)
        {
            var row = values.AsSpan(start, width);
            if (counts.Remove(RowHash.Of(row), out var same) && same < most)
            {
                rare.AddRange(row);
            }
        }

        return RowSketch.Of(CollectionsMarshal.AsSpan(rare), width);
    }
}
