using Vae.MLNet;

namespace Vae.Quality.Data;

/// <summary>A data set: features and, for the judge alone, labels.</summary>
/// <param name="Name">The file's name without its extension.</param>
/// <param name="Features">Raw features [rows, features], row after row; NaN = missing.</param>
/// <param name="FeatureCount">Number of features of a row.</param>
/// <param name="Labels">One label per row, true for an anomaly.</param>
internal sealed record LabelledTable(string Name, float[] Features, int FeatureCount, bool[] Labels)
{
    public int Rows => Labels.Length;

    /// <summary>A number column per feature, for training.</summary>
    public IReadOnlyList<VaeColumn> Columns =>
        [.. Enumerable.Range(0, FeatureCount).Select(index => new VaeColumn(FormattableString.Invariant($"Feature{index}")))];

    public ReadOnlyMemory<float> Row(int row) => Features.AsMemory(row * FeatureCount, FeatureCount);

    public LabelledTable Select(int[] rows)
    {
        var features = new float[rows.Length * FeatureCount];   // [rows, features]
        for (var row = 0; row < rows.Length; row++)
        {
            Row(rows[row]).CopyTo(features.AsMemory(row * FeatureCount));
        }

        return this with { Features = features, Labels = [.. rows.Select(row => Labels[row])] };
    }
}
