using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>A column of one value per row, as a model sees it; read off a schema, or off the shape of one.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="Type">Its type, for messages.</param>
internal sealed record CellColumn(CellKind Kind, string Type)
{
    /// <summary>The annotation that holds the values behind keys.</summary>
    public const string KeyValues = "KeyValues";

    /// <summary>The column of such a name, or null.</summary>
    public static CellColumn? Find(DataViewSchema schema, string name) => schema.GetColumnOrNull(name) is { } column ? Of(column) : null;

    /// <summary>A key; without texts it is a number that means nothing.</summary>
    public static CellColumn OfKey(bool hasTexts, string type) =>
        hasTexts ? new(CellKind.Text, type) : new(CellKind.Other, $"{type} without the texts behind it");

    /// <summary>The column as its schema says; it may be one that no model takes.</summary>
    public static CellColumn Of(DataViewSchema.Column column)
    {
        var (type, behind) = (column.Type.ToString()!, column.Annotations.Schema.GetColumnOrNull(KeyValues)?.Type);
        return column.Type switch
        {
            NumberDataViewType or BooleanDataViewType => new(CellKind.Number, type),
            TextDataViewType => new(CellKind.Text, type),
            DateTimeDataViewType or DateTimeOffsetDataViewType => new(CellKind.Date, type),
            KeyDataViewType => OfKey(behind is VectorDataViewType { ItemType: TextDataViewType }, type),
            _ => new(CellKind.Other, type),
        };
    }
}
