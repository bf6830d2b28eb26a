using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.Friend;

/// <summary>Makes and reads the columns of a <see cref="SchemaShape"/>, most of which ML.NET keeps to itself.</summary>
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

    /// <summary>The column of such a name, or null.</summary>
    public static SchemaShape.Column? Find(SchemaShape shape, string name) => shape.TryFindColumn(name, out var column) ? column : null;

    /// <summary>The type of a column, in words.</summary>
    public static string TypeOf(SchemaShape.Column column) => column.GetTypeString();

    /// <summary>A shape with scored columns added.</summary>
    public static SchemaShape WithScores(SchemaShape inputSchema, IEnumerable<SchemaShape.Column> scored)
    {
        var added = scored.ToList();
        var names = added.Select(other => other.Name).ToHashSet();
        return new SchemaShape(inputSchema.Where(other => !names.Contains(other.Name)).Concat(added));
    }
}
