using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.MLNet.DataView;

namespace Vae.MLNet.Friend;

/// <summary>Makes the columns of a <see cref="SchemaShape"/>, whose constructor ML.NET keeps to itself.</summary>
internal static class SchemaShapes
{
    /// <summary>The shape of a column of <paramref name="type"/> with such annotations.</summary>
    public static SchemaShape.Column Column(string name, DataViewType type, DataViewSchema.Annotations? annotations = null)
    {
        SchemaShape.GetColumnTypeShape(type, out var kind, out var itemType, out var isKey);
        return new SchemaShape.Column(name, kind, itemType, isKey, annotations is null ? null : Of(annotations.Schema));
    }

    /// <summary>The shape of a schema.</summary>
    public static SchemaShape Of(DataViewSchema schema) => SchemaShape.Create(schema);

    /// <summary>A shape with scored columns added; refuses one whose <paramref name="inputColumnName"/> cannot hold features, or images where there are <paramref name="images"/>.</summary>
    public static SchemaShape WithScores(SchemaShape inputSchema, string inputColumnName, IEnumerable<SchemaShape.Column> scored, bool images)
    {
        if (!inputSchema.TryFindColumn(inputColumnName, out var column))
        {
            throw ScoringBinding.Missing(inputColumnName, inputSchema.Select(other => other.Name), nameof(inputSchema));
        }

        var isImage = images && column.ItemType is ImageDataViewType;
        if (!isImage && (column.Kind != SchemaShape.Column.VectorKind.Vector || column.ItemType != NumberDataViewType.Single))
        {
            throw new ArgumentException(
                $"Input column '{inputColumnName}' must be a vector of known size of single-precision values; got {column.GetTypeString()}. Check the columns passed to Concatenate.",
                nameof(inputSchema));
        }

        var added = scored.ToList();
        var names = added.Select(other => other.Name).ToHashSet();
        return new SchemaShape(inputSchema.Where(other => !names.Contains(other.Name)).Concat(added));
    }
}
