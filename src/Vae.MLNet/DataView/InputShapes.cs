using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.MLNet.Friend;

namespace Vae.MLNet.DataView;

/// <summary>
/// Refuses the shape of data that cannot hold a model's features, as far as a shape tells: it knows neither the size of a vector nor the names of
/// its slots.
/// </summary>
internal static class InputShapes
{
    /// <summary>Checks what a model reads.</summary>
    /// <param name="shape">The shape of the data.</param>
    /// <param name="inputColumnName">The vector or image column; null for the default.</param>
    /// <param name="info">What the model says of itself.</param>
    /// <param name="source">The name of the model.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    public static void Require(SchemaShape shape, string? inputColumnName, VaeModelInfo info, string source)
    {
        var images = info.ImageShape is not null;
        var name = inputColumnName ?? DefaultInput.Choose(
            info.Columns,
            name => SchemaShapes.Find(shape, name) is not null,
            () => SchemaShapes.Find(shape, DefaultInput.Name) is { } column && CanHold(column, images));
        if (name is null)
        {
            NamedColumns.Require(info.Columns, source, column => Find(shape, column), shape.Select(column => column.Name), nameof(shape));
            return;
        }

        RequireVector(shape, name, images);
    }

    /// <summary>Checks a column that must hold a vector of features, or images where there are <paramref name="images"/>.</summary>
    /// <param name="shape">The shape of the data.</param>
    /// <param name="name">The column.</param>
    /// <param name="images">True where it may hold images.</param>
    /// <param name="advice">What to do where there is no such column.</param>
    public static void RequireVector(SchemaShape shape, string name, bool images, string advice = FeatureBinding.ScoringAdvice)
    {
        if (SchemaShapes.Find(shape, name) is not { } column)
        {
            throw FeatureBinding.Missing(name, shape.Select(other => other.Name), nameof(shape), advice);
        }

        if (!CanHold(column, images))
        {
            var isVector = column.Kind != SchemaShape.Column.VectorKind.Scalar;
            throw FeatureColumn.NoVector(name, SchemaShapes.TypeOf(column), isVector, column.ItemType, nameof(shape));
        }
    }

    /// <summary>
    /// True where a vector looks like the pixels of an image: nothing names its slots, and the image they came from, which <c>ExtractPixels</c>
    /// leaves in place, stands beside it. A shape knows no dimensions, by which fitting tells images from tables.
    /// </summary>
    public static bool HoldsPixels(SchemaShape shape, string name) =>
        SchemaShapes.Find(shape, name) is { } column
        && SchemaShapes.Find(column.Annotations, ScoredColumn.SlotNames) is null
        && shape.Any(other => other.ItemType is ImageDataViewType);

    /// <summary>The column of such a name, or null.</summary>
    public static CellColumn? Find(SchemaShape shape, string name) => SchemaShapes.Find(shape, name) is { } column ? Of(column) : null;

    private static CellColumn Of(SchemaShape.Column column) => column switch
    {
        _ when column.Kind != SchemaShape.Column.VectorKind.Scalar => new(CellKind.Other, SchemaShapes.TypeOf(column)),
        { IsKey: true } => CellColumn.OfKey(
            SchemaShapes.Find(column.Annotations, CellColumn.KeyValues) is { ItemType: TextDataViewType }, SchemaShapes.TypeOf(column)),
        { ItemType: NumberDataViewType or BooleanDataViewType } => new(CellKind.Number, SchemaShapes.TypeOf(column)),
        { ItemType: TextDataViewType } => new(CellKind.Text, SchemaShapes.TypeOf(column)),
        { ItemType: DateTimeDataViewType or DateTimeOffsetDataViewType } => new(CellKind.Date, SchemaShapes.TypeOf(column)),
        _ => new(CellKind.Other, SchemaShapes.TypeOf(column)),
    };

    private static bool CanHold(SchemaShape.Column column, bool images) => (images && column.ItemType is ImageDataViewType)
        || (column.Kind == SchemaShape.Column.VectorKind.Vector && FeatureColumn.IsItem(column.ItemType));
}
