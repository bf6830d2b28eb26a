using Vae.MLNet;
using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>New rows as data, in <c>mlContext.Data</c>: to augment what other trainers learn from.</summary>
public static class VaeGenerationCatalog
{
    private const string Features = "Features";

    /// <summary>Makes rows that resemble the training rows of a model; see <see cref="VaeGenerator"/>.</summary>
    /// <param name="catalog">The data operations of an <see cref="MLContext"/>.</param>
    /// <param name="model">A model whose decoder came with it; stays the caller's to dispose, at once if they like.</param>
    /// <param name="count">How many rows, 0 and up.</param>
    /// <param name="options">Which; null for any, by seed 1.</param>
    /// <returns>
    /// Rows in memory, with one column <c>Features</c>: a vector of single-precision numbers whose slots are named by the model's features; of images
    /// [channels, height, width].
    /// </returns>
    /// <exception cref="ArgumentException">See <see cref="VaeGenerator.Generate"/>.</exception>
    /// <exception cref="InvalidOperationException">See <see cref="VaeModel.OpenGenerator"/> and <see cref="VaeGenerator.Generate"/>.</exception>
    public static IDataView GenerateWithVae(this DataOperationsCatalog catalog, VaeModel model, int count, VaeGenerationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        using var generator = model.OpenGenerator();
        var rows = generator.Generate(count, options);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[Features].ColumnType = new VectorDataViewType(NumberDataViewType.Single, model.Info.InputShape.ToArray());
        if (model.Info.ImageShape is null)
        {
            var names = new VBuffer<ReadOnlyMemory<char>>(model.Info.FeatureCount, [.. model.Info.FeatureNames.Select(name => name.AsMemory())]);
            schema[Features].AddAnnotation("SlotNames", names, new VectorDataViewType(TextDataViewType.Instance, model.Info.FeatureCount));
        }

        return catalog.LoadFromEnumerable(
            rows.Features.Chunk(model.Info.FeatureCount).Select(features => new Row { Features = features }).ToArray(), schema);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
