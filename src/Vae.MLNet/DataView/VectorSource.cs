using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>All features of a row, from a vector.</summary>
/// <param name="source">The row or cursor to read.</param>
/// <param name="column">The vector column.</param>
/// <param name="images">True where the features are the pixels of images.</param>
/// <param name="order">The slot of each feature; null where they are in order.</param>
/// <param name="takeOff">Makes features of the values as they are.</param>
internal sealed class VectorSource<T>(DataViewRow source, DataViewSchema.Column column, bool images, int[]? order, VectorSource<T>.TakeOff takeOff)
    : FeatureSource
    where T : IFloatingPointIeee754<T>
{
    private readonly ValueGetter<VBuffer<T>> _getter = source.GetGetter<VBuffer<T>>(column);
    private readonly T[] _slots = new T[order?.Length ?? 0];
    private T[] _values = [];
    private VBuffer<T> _row;

    /// <summary>Takes the offsets of columns off the values of a row.</summary>
    public delegate void TakeOff(ReadOnlySpan<T> values, Span<float> features);

    public override void Read(Span<float> features)
    {
        _getter(ref _row);
        Encode(_row, features);
    }

    public override void Read(ColumnBuffer kept, int row, Span<float> features) => Encode(((VectorBuffer<T>)kept)[row], features);

    /// <summary>Reads the current row as it is: [features].</summary>
    public void ReadValues(Span<T> values)
    {
        _getter(ref _row);
        if (IsMissing(_row))
        {
            values.Fill(T.NaN);
            return;
        }

        InOrder(_row, values.Length).CopyTo(values);
    }

    private void Encode(in VBuffer<T> row, Span<float> features)
    {
        if (IsMissing(row))
        {
            features.Fill(float.NaN);
            return;
        }

        takeOff(InOrder(row, features.Length), features);
    }

    /// <summary>
    /// A vector's own length need not be that of its column's type: a null array has none, and is a row without any value. A vector of the right
    /// length without a single value is what ExtractPixels makes of a missing image: not black, but missing.
    /// </summary>
    private bool IsMissing(in VBuffer<T> row) => row.Length == 0 || (images && !row.IsDense && row.GetValues().IsEmpty);

    private ReadOnlySpan<T> InOrder(in VBuffer<T> row, int length)
    {
        if (row.Length != length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Row {source.Position + 1} must hold {length} values in column '{column.Name}'; got {row.Length}. ")
                + "Pass NaN for each missing value, or no array for a row without any.");
        }

        if (order is null && row.IsDense)
        {
            return row.GetValues();
        }

        Array.Resize(ref _values, length);
        if (order is null)
        {
            row.CopyTo(_values);
            return _values;
        }

        row.CopyTo(_slots);
        for (var feature = 0; feature < order.Length; feature++)
        {
            _values[feature] = _slots[order[feature]];
        }

        return _values;
    }
}
