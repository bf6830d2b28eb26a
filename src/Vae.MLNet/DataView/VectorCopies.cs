using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>How vectors, dense or sparse, become single-precision values.</summary>
internal static class VectorCopies
{
    public static void OfSingle(in VBuffer<float> row, Span<float> values) => row.CopyTo(values);

    /// <summary>Rounds once; what is too large becomes infinite, which scoring refuses or counts as it does for Single.</summary>
    public static void OfDouble(in VBuffer<double> row, Span<float> values)
    {
        var found = row.GetValues();
        if (row.IsDense)
        {
            for (var slot = 0; slot < found.Length; slot++)
            {
                values[slot] = (float)found[slot];
            }

            return;
        }

        values.Clear();
        var slots = row.GetIndices();
        for (var place = 0; place < found.Length; place++)
        {
            values[slots[place]] = (float)found[place];
        }
    }
}
