using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>All features of a row, from a vector.</summary>
/// <typeparam name="TItem">What the vector is made of.</typeparam>
/// <param name="source">The row or cursor to read.</param>
/// <param name="column">The vector column.</param>
/// <param name="images">True where the features are the pixels of images.</param>
/// <param name="order">The slot of each feature; null where they are in order.</param>
/// <param name="copy">Writes a whole vector of the right length as single-precision values.</param>
internal sealed class VectorSource<TItem>(
    DataViewRow source, DataViewSchema.Column column, bool images, int[]? order, VectorSource<TItem>.Copying copy) : FeatureSource
{
    private readonly ValueGetter<VBuffer<TItem>> _getter = source.GetGetter<VBuffer<TItem>>(column);
    private readonly float[] _slots = new float[order?.Length ?? 0];
    private VBuffer<TItem> _row;

    public delegate void Copying(in VBuffer<TItem> row, Span<float> values);

    public override void Read(Span<float> features)
    {
        _getter(ref _row);
        Copy(_row, features);
    }

    public override void Read(ColumnBuffer kept, int row, Span<float> features) => Copy(((VectorBuffer<TItem>)kept)[row], features);

    /// <summary>
    /// A vector's own length need not be that of its column's type: a null array has none, and is a row without any value. A vector of the right
    /// length without a single value is what ExtractPixels makes of a missing image: not black, but missing.
    /// </summary>
    private void Copy(in VBuffer<TItem> row, Span<float> features)
    {
        if (row.Length == 0 || (images && !row.IsDense && row.GetValues().IsEmpty))
        {
            features.Fill(float.NaN);
            return;
        }

        if (row.Length != features.Length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Row {source.Position + 1} must hold {features.Length} values in column '{column.Name}'; got {row.Length}. ")
                + "Pass NaN for each missing value, or no array for a row without any.");
        }

        if (order is null)
        {
            copy(row, features);
            return;
        }

        copy(row, _slots);
        for (var feature = 0; feature < order.Length; feature++)
        {
            features[feature] = _slots[order[feature]];
        }
    }
}
