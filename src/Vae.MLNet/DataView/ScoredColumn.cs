using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Vae.MLNet.Contract;
using Vae.MLNet.Friend;
using Vae.MLNet.Outputs;

namespace Vae.MLNet.DataView;

/// <summary>One column that a detector adds: its name and type in the schema, and the output of the model that fills it.</summary>
/// <param name="Name">The name, prefix included.</param>
/// <param name="Type">The type.</param>
/// <param name="Annotations">What the schema says of it, or null.</param>
/// <param name="Output">The output of the model.</param>
/// <param name="IsPicture">True for a picture of the output instead of its numbers.</param>
/// <param name="IsWords">True for the output in words instead of its numbers.</param>
internal sealed record ScoredColumn(
    string Name, DataViewType Type, DataViewSchema.Annotations? Annotations, VaeOutput Output, bool IsPicture = false, bool IsWords = false)
{
    /// <summary>The annotation that holds the names of a vector's slots.</summary>
    public const string SlotNames = "SlotNames";

    // The annotations by which ML.NET's own scorers mark their columns.
    private const string ScoreColumnKind = "ScoreColumnKind";
    private const string ScoreValueKind = "ScoreValueKind";
    private const string AnomalyDetection = "AnomalyDetection";
    private const string Unit = "Unit";

    /// <summary>
    /// What the model must compute for every row. Words are for the rows that the label marks, and compute the rest where they are read.
    /// </summary>
    public OutputSet Needs => OutputSet.Of(IsWords ? VaeOutputs.PredictedLabel : Output);

    /// <summary>The columns of some outputs of a model, in the order of the catalogue.</summary>
    public static IReadOnlyList<ScoredColumn> Of(VaeModelInfo info, IEnumerable<VaeOutput> outputs, string prefix) =>
        Create(
            info.RowShape,
            info.LatentDimension,
            info.CalibrationRows,
            info.FeatureNames is { } names && names.Count == info.FeatureCount ? names : null,
            outputs,
            prefix);

    /// <summary>What the columns look like to a pipeline that has not been fitted; sizes of vectors are no part of it.</summary>
    public static IEnumerable<SchemaShape.Column> Shapes(IEnumerable<VaeOutput> outputs, string prefix, bool featuresHaveNames) =>
        Create([1, 1, 1], 1, 1, featuresHaveNames ? [""] : null, outputs, prefix)
            .Select(column => SchemaShapes.Column(column.Name, column.Type, column.Annotations));

    private static IReadOnlyList<ScoredColumn> Create(
        IReadOnlyList<int> rowShape,
        int latentDimension,
        int calibrationRows,
        IReadOnlyList<string>? featureNames,
        IEnumerable<VaeOutput> outputs,
        string prefix)
    {
        var slotNames = featureNames is null ? null : WithSlotNames(featureNames);
        return [.. outputs.SelectMany(Columns)];

        IEnumerable<ScoredColumn> Columns(VaeOutput output)
        {
            yield return new(prefix + output.Name, TypeOf(output), AnnotationsOf(output, calibrationRows, slotNames), output);
            if (output.Picture is { } picture)
            {
                yield return new(prefix + picture, new ImageDataViewType(rowShape[1], rowShape[2]), null, output, IsPicture: true);
            }

            if (output.Words is { } words)
            {
                yield return new(prefix + words, TextDataViewType.Instance, null, output, IsWords: true);
            }
        }

        DataViewType TypeOf(VaeOutput output) => output.Shape switch
        {
            VaeOutputShape.Number => output.IsFlag ? BooleanDataViewType.Instance : NumberDataViewType.Single,
            VaeOutputShape.Latent => new VectorDataViewType(NumberDataViewType.Single, latentDimension),
            VaeOutputShape.Pixels => new VectorDataViewType(NumberDataViewType.Single, rowShape[1], rowShape[2]),
            _ => new VectorDataViewType(NumberDataViewType.Single, rowShape.ToArray()),
        };
    }

    private static DataViewSchema.Annotations? AnnotationsOf(VaeOutput output, int calibrationRows, DataViewSchema.Annotations? slotNames) =>
        output == VaeOutputs.Score || output == VaeOutputs.PredictedLabel ? Scorer(output.Name)
        : output == VaeOutputs.PValue ? CalibrationAnnotation.With(calibrationRows)
        : output.Shape == VaeOutputShape.Features ? slotNames
        : output.Shape == VaeOutputShape.Pixels ? Text((Unit, output.Unit))
        : null;

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
