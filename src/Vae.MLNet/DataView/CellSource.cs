using Microsoft.ML;

namespace Vae.MLNet.DataView;

/// <summary>What one cell of a row becomes; its value is read through a typed getter, or taken from where it is kept, and never boxed.</summary>
internal abstract class CellSource<TValue>(DataViewRow row, DataViewSchema.Column column) : FeatureSource
{
    private readonly ValueGetter<TValue> _getter = row.GetGetter<TValue>(column);

    public sealed override void Read(Span<float> features)
    {
        // A getter may reuse or dispose the object that it finds (images do): offer none.
        TValue? value = default;
        _getter(ref value!);
        Encode(value, features);
    }

    public sealed override void Read(ColumnBuffer kept, int row, Span<float> features) => Encode(((ScalarBuffer<TValue>)kept)[row], features);

    protected abstract void Encode(TValue value, Span<float> features);
}
