using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>Takes a row's features from its column, which holds a vector or an image.</summary>
internal abstract class FeatureSource
{
    /// <summary>The source for a column whose type was checked.</summary>
    /// <param name="row">The row or cursor to read.</param>
    /// <param name="column">A vector of features or pixels, or an image.</param>
    /// <param name="images">The size of the model's images; null for a model of tables.</param>
    public static FeatureSource Create(DataViewRow row, DataViewSchema.Column column, VaeImageShape? images) => column.Type is VectorDataViewType
        ? new VectorSource(row, column, images is not null)
        : new ImageSource(row.GetGetter<MLImage>(column), images!);

    /// <summary>Reads the current row.</summary>
    public abstract void Read(Span<float> features);

    /// <summary>Takes the features from a value of the same column that was kept.</summary>
    public abstract void Read(ColumnBuffer kept, int row, Span<float> features);

    private sealed class VectorSource(DataViewRow source, DataViewSchema.Column column, bool images) : FeatureSource
    {
        private readonly ValueGetter<VBuffer<float>> _getter = source.GetGetter<VBuffer<float>>(column);
        private VBuffer<float> _row;

        public override void Read(Span<float> features)
        {
            _getter(ref _row);
            Copy(_row, features);
        }

        public override void Read(ColumnBuffer kept, int row, Span<float> features) => Copy(((VectorBuffer<float>)kept)[row], features);

        /// <summary>
        /// A vector's own length need not be that of its column's type: a null array has none, and is a row without any value. A vector of the right length without a
        /// single value is what ExtractPixels makes of a missing image: not black, but missing.
        /// </summary>
        private void Copy(in VBuffer<float> row, Span<float> features)
        {
            if (row.Length == 0 || (images && !row.IsDense && row.GetValues().IsEmpty))
            {
                features.Fill(float.NaN);
                return;
            }

            if (row.Length != features.Length)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Row {source.Position + 1} must hold {features.Length} values in column '{column.Name}'; got {row.Length}. Pass NaN for each missing value, or no array for a row without any."));
            }

            row.CopyTo(features);
        }
    }

    private sealed class ImageSource(ValueGetter<MLImage> getter, VaeImageShape shape) : FeatureSource
    {
        public override void Read(Span<float> features)
        {
            // A getter may reuse or dispose the image that it finds: offer none.
            MLImage? image = null;
            getter(ref image!);
            Copy(image, features);
        }

        public override void Read(ColumnBuffer kept, int row, Span<float> features) => Copy(((ScalarBuffer<MLImage>)kept)[row], features);

        private void Copy(MLImage? image, Span<float> features)
        {
            if (image is null)
            {
                features.Fill(float.NaN);
                return;
            }

            VaeImageReader.Fill(image, shape, features);
        }
    }
}
