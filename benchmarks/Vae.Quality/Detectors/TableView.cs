using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.Quality.Data;

namespace Vae.Quality.Detectors;

/// <summary>A table as ML.NET sees it: one vector column <c>Features</c>.</summary>
internal static class TableView
{
    public static IDataView ToDataView(this LabelledTable table, MLContext context)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, table.FeatureCount);
        Row[] rows = [.. Enumerable.Range(0, table.Rows).Select(row => new Row { Features = table.Row(row).ToArray() })];
        return context.Data.LoadFromEnumerable(rows, schema);
    }

    public static float[] Column(this IDataView data, string name) => [.. data.GetColumn<float>(name)];

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
