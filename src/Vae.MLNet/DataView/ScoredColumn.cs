using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.MLNet.Contract;
using Vae.MLNet.Friend;
using Vae.MLNet.Inference;

namespace Vae.MLNet.DataView;

/// <summary>One column that a detector adds: its name and type in the schema, and the output of the model that fills it.</summary>
internal sealed record ScoredColumn(string Name, DataViewType Type, DataViewSchema.Annotations? Annotations, string Tensor, ModelOutputs Output)
{
    // The annotations by which ML.NET's own scorers mark their columns.
    private const string ScoreColumnKind = "ScoreColumnKind";
    private const string ScoreValueKind = "ScoreValueKind";
    private const string AnomalyDetection = "AnomalyDetection";
    private const string SlotNames = "SlotNames";

    /// <summary>The name of the column with pictures of heatmaps, which no tensor of the model fills directly.</summary>
    public const string HeatmapImage = "HeatmapImage";

    private const string Unit = "Unit";
    private const string HeatmapUnit = "normal variation: 1 is as odd as normal images are there";

    /// <summary>The columns of a model, in the order of the contract: five scalars, three vectors, and the heatmap of a model of images, as numbers and as a picture.</summary>
    public static IReadOnlyList<ScoredColumn> Of(VaeModelInfo info, string prefix) =>
        Create(prefix, [.. info.InputShape], info.ImageShape, info.LatentDimension, info.FeatureNames is { } names && names.Count == info.FeatureCount ? names : null);

    /// <summary>What the columns look like to a pipeline that has not been fitted; sizes of vectors are no part of it.</summary>
    public static IEnumerable<SchemaShape.Column> Shapes(string prefix, bool featuresHaveNames, bool images) =>
        Create(prefix, [1], images ? new(1, 1, 1) : null, 1, featuresHaveNames ? [""] : null).Select(column => SchemaShapes.Column(column.Name, column.Type, column.Annotations));

    private static IReadOnlyList<ScoredColumn> Create(string prefix, int[] inputShape, VaeImageShape? images, int latentDimension, IReadOnlyList<string>? featureNames)
    {
        var features = new VectorDataViewType(NumberDataViewType.Single, inputShape);
        var latent = new VectorDataViewType(NumberDataViewType.Single, latentDimension);
        var slotNames = featureNames is null ? null : WithSlotNames(featureNames);
        IEnumerable<ScoredColumn> heatmap = images is null ? []
            :
            [
                new(prefix + TensorNames.Heatmap, new VectorDataViewType(NumberDataViewType.Single, images.Height, images.Width), Text((Unit, HeatmapUnit)), TensorNames.Heatmap, ModelOutputs.Heatmap),
                new(prefix + HeatmapImage, new ImageDataViewType(images.Height, images.Width), null, HeatmapImage, ModelOutputs.Heatmap),
            ];
        return
        [
            Scalar(TensorNames.Score, NumberDataViewType.Single, Scorer("Score")),
            Scalar(TensorNames.PredictedLabel, BooleanDataViewType.Instance, Scorer("PredictedLabel")),
            Scalar(TensorNames.PValue, NumberDataViewType.Single, null),
            Scalar(TensorNames.ReconstructionError, NumberDataViewType.Single, null),
            Scalar(TensorNames.KlDivergence, NumberDataViewType.Single, null),
            new(prefix + TensorNames.FeatureErrors, features, slotNames, TensorNames.FeatureErrors, ModelOutputs.FeatureErrors),
            new(prefix + TensorNames.Reconstruction, features, slotNames, TensorNames.Reconstruction, ModelOutputs.Reconstruction),
            new(prefix + TensorNames.LatentMean, latent, null, TensorNames.LatentMean, ModelOutputs.LatentMean),
            .. heatmap,
        ];

        ScoredColumn Scalar(string tensor, DataViewType type, DataViewSchema.Annotations? annotations) =>
            new(prefix + tensor, type, annotations, tensor, ModelOutputs.Scores);
    }

    private static DataViewSchema.Annotations Scorer(string valueKind) => Text((ScoreColumnKind, AnomalyDetection), (ScoreValueKind, valueKind));

    private static DataViewSchema.Annotations Text(params IEnumerable<(string Name, string Text)> texts)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        foreach (var (name, text) in texts)
        {
            annotations.Add(name, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text.AsMemory());
        }

        return annotations.ToAnnotations();
    }

    private static DataViewSchema.Annotations WithSlotNames(IReadOnlyList<string> names)
    {
        ReadOnlyMemory<char>[] slots = [.. names.Select(name => name.AsMemory())];
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(
            SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, slots.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => VBuffer<ReadOnlyMemory<char>>.Copy(slots, 0, ref value, slots.Length));
        return annotations.ToAnnotations();
    }
}
