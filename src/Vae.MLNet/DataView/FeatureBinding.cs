using Microsoft.ML;
using Microsoft.ML.Data;
using Vae.MLNet.Features;

namespace Vae.MLNet.DataView;

/// <summary>Where the features of a model lie in data of some schema: in one vector or image, or in columns of their own, found by name.</summary>
internal sealed class FeatureBinding
{
    /// <summary>What to do where the named column is not there: in training, and in scoring.</summary>
    public const string TrainingAdvice = "Make it with Concatenate, or name the columns to learn from: columnNames.";

    /// <inheritdoc cref="TrainingAdvice"/>
    public const string ScoringAdvice =
        "Name another input column, make this one with Concatenate, or name none to let the model read its own columns by name.";

    private readonly Func<DataViewRow, FeatureSource[]> _open;

    private FeatureBinding(IReadOnlyList<DataViewSchema.Column> columns, string note, bool isByPosition, Func<DataViewRow, FeatureSource[]> open) =>
        (Columns, Note, IsByPosition, _open) = (columns, note, isByPosition, open);

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<DataViewSchema.Column> Columns { get; }

    /// <summary>What is read and how it was matched, for the log.</summary>
    public string Note { get; }

    /// <summary>True where names could not be compared, so that only the caller knows whether the order is right.</summary>
    public bool IsByPosition { get; }

    /// <summary>What single precision took from columns before they came here, for the log.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Finds the features.</summary>
    /// <param name="schema">The schema of the data.</param>
    /// <param name="info">What the model says of itself.</param>
    /// <param name="source">The name of the model.</param>
    /// <param name="inputColumnName">The vector or image column, or null for the model's own columns.</param>
    /// <exception cref="ArgumentException">A column is missing, of another type, or has other names.</exception>
    public static FeatureBinding Find(DataViewSchema schema, VaeModelInfo info, string source, string? inputColumnName) =>
        inputColumnName is null ? ByName(schema, info, source) : InOneColumn(schema, info, source, inputColumnName);

    /// <summary>Columns of their own, which are there and of the right types.</summary>
    public static FeatureBinding Of(DataViewSchema schema, IReadOnlyList<VaeColumn> columns)
    {
        DataViewSchema.Column[] found = [.. columns.Select(column => schema[column.Name])];
        var encoder = new VaeFeatureEncoder(columns);
        return new(
            found,
            $"The features are the model's own columns, found by name: {NameList.Of([.. columns.Select(column => column.Name)])}.",
            isByPosition: false,
            row => [.. found.Select((column, place) => FeatureSource.OfCell(row, column, encoder, place))]);
    }

    /// <summary>The reader of a row or cursor.</summary>
    /// <param name="row">The row, in which <see cref="Columns"/> that are not kept are active.</param>
    /// <param name="kept">The columns whose values are kept when the features are read.</param>
    public FeatureReader Open(DataViewRow row, params DataViewSchema.Column[] kept) =>
        new(_open(row), [.. Columns.Select(column => Array.FindIndex(kept, other => other.Index == column.Index))]);

    private static FeatureBinding ByName(DataViewSchema schema, VaeModelInfo info, string source)
    {
        NamedColumns.Require(info.Columns, source, name => CellColumn.Find(schema, name), schema.Select(column => column.Name), nameof(schema));
        var features = Of(schema, info.Columns);
        return new(features.Columns, features.Note, isByPosition: false, features._open)
        {
            Warnings = CoarseColumns.Warnings(info, column => schema[column.Name].Type == NumberDataViewType.Single),
        };
    }

    private static FeatureBinding InOneColumn(DataViewSchema schema, VaeModelInfo info, string source, string name)
    {
        var column = schema.GetColumnOrNull(name) ?? throw Missing(name, schema.Select(other => other.Name), nameof(schema));
        if (FeatureColumn.Refusal(column.Type, info) is { } rule)
        {
            throw FeatureColumn.Refused(
                name, $"{rule.Must}, as model '{source}' requires", $"{column.Type}{SlotOrder.Difference(column, info)}", rule.Advice,
                nameof(schema));
        }

        if (info.ImageShape is { } images)
        {
            return new(
                [column],
                $"The features are the images in column '{name}'.",
                isByPosition: false,
                row => [FeatureSource.Create(row, column, images, FeatureOffsets.None)]);
        }

        var order = SlotOrder.Match(column, info, source);
        var offsets = new FeatureOffsets(info.Columns);
        return new([column], order.Note, order.IsByPosition, row => [FeatureSource.Create(row, column, images: null, offsets, order.Slots)])
        {
            Warnings = column.Type is VectorDataViewType { ItemType: var item } && item == NumberDataViewType.Single
                ? CoarseColumns.Warnings(info, _ => true) : [],
        };
    }

    /// <summary>The error for data without the column that was named.</summary>
    public static ArgumentOutOfRangeException Missing(
        string name, IEnumerable<string> columns, string parameterName, string advice = ScoringAdvice) => SchemaMismatch.Of(
        $"Input column '{name}' must be in the data; got columns {string.Join(", ", columns.Select(other => $"'{other}'"))}. {advice}",
        parameterName);
}
