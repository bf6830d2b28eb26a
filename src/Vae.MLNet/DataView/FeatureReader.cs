
namespace Vae.MLNet.DataView;

/// <summary>Reads the features of a row: each column once, from the row itself or from where its value was kept.</summary>
/// <param name="sources">Together, all features of a row.</param>
/// <param name="kept">For each of them, the place of its column among those that are kept, or -1.</param>
internal sealed class FeatureReader(FeatureSource[] sources, int[] kept)
{
    /// <summary>Reads the current row.</summary>
    public void Read(Span<float> features)
    {
        foreach (var source in sources)
        {
            source.Read(features);
        }
    }

    /// <summary>Reads the current row, whose kept columns were read already.</summary>
    public void Read(ColumnBuffer[] columns, int row, Span<float> features)
    {
        for (var index = 0; index < sources.Length; index++)
        {
            if (kept[index] < 0)
            {
                sources[index].Read(features);
            }
            else
            {
                sources[index].Read(columns[kept[index]], row, features);
            }
        }
    }
}
