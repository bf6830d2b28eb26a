using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.Training.Tests.Fixtures;

/// <summary>A row of features, for data views of any width.</summary>
internal sealed class FeatureRow
{
    public float[] Features { get; set; } = [];

    public static SchemaDefinition Schema(int width)
    {
        var schema = SchemaDefinition.Create(typeof(FeatureRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return schema;
    }

    public static IDataView View(MLContext context, float[] features, int width) =>
        context.Data.LoadFromEnumerable(features.Chunk(width).Select(row => new FeatureRow { Features = row }).ToArray(), Schema(width));
}

/// <summary>What a prediction engine gives back.</summary>
internal sealed class ScoreRow
{
    public float Score { get; set; }

    public bool PredictedLabel { get; set; }
}
