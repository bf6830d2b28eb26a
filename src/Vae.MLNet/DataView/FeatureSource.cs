using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Features;

namespace Vae.MLNet.DataView;

/// <summary>Takes a row's features, or those that one cell becomes, from a column of the data.</summary>
internal abstract class FeatureSource
{
    /// <summary>The source for a column with all features, whose type was checked.</summary>
    /// <param name="row">The row or cursor to read.</param>
    /// <param name="column">A vector of features or pixels, of single or double precision, or an image.</param>
    /// <param name="images">The size of the model's images; null for a model of tables.</param>
    /// <param name="offsets">What is taken off the values of a table.</param>
    /// <param name="order">The slot of each feature; null where they are in order.</param>
    public static FeatureSource Create(
        DataViewRow row, DataViewSchema.Column column, VaeImageShape? images, FeatureOffsets offsets, int[]? order = null) => column.Type switch
    {
        VectorDataViewType { ItemType: var item } when item == NumberDataViewType.Double =>
            new VectorSource<double>(row, column, images is not null, order, offsets.TakeOff),
        VectorDataViewType => new VectorSource<float>(row, column, images is not null, order, offsets.TakeOff),
        _ => new ImageSource(row, column, images!),
    };

    /// <summary>The source for a column that is one of the encoder's, whose type was checked.</summary>
    /// <param name="row">The row or cursor to read.</param>
    /// <param name="column">A number, true and false, a text, a key with texts, or a date.</param>
    /// <param name="encoder">What makes features of it.</param>
    /// <param name="place">The column's place among the encoder's.</param>
    public static FeatureSource OfCell(DataViewRow row, DataViewSchema.Column column, VaeFeatureEncoder encoder, int place) => column.Type switch
    {
        TextDataViewType when encoder.Columns[place].IsDate => new DateTextSource(row, column, encoder, place),
        TextDataViewType => new TextSource(row, column, encoder, place),
        DateTimeDataViewType => new DateSource(row, column, encoder, place),
        DateTimeOffsetDataViewType => new ZonedDateSource(row, column, encoder, place),
        BooleanDataViewType => new FlagSource(row, column, encoder, place),
        KeyDataViewType => Typed(typeof(KeySource<>), row, column, encoder, place),
        _ => Typed(typeof(NumberSource<>), row, column, encoder, place),
    };

    /// <summary>Reads the current row.</summary>
    public abstract void Read(Span<float> features);

    /// <summary>Takes the features from a value of the same column that was kept.</summary>
    public abstract void Read(ColumnBuffer kept, int row, Span<float> features);

    private static FeatureSource Typed(Type kind, DataViewRow row, DataViewSchema.Column column, VaeFeatureEncoder encoder, int place) =>
        (FeatureSource)Activator.CreateInstance(kind.MakeGenericType(column.Type.RawType), row, column, encoder, place)!;
}
