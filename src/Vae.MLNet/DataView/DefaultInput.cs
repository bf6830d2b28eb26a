using Microsoft.ML;

namespace Vae.MLNet.DataView;

/// <summary>
/// What a model reads where the caller names no column: <c>Features</c>, where the data have it and it can hold the model's features, else the
/// model's own columns by name. A model of images has none of its own; and where all of them are absent, the error is better one about
/// <c>Features</c>.
/// </summary>
internal static class DefaultInput
{
    public const string Name = "Features";

    /// <summary>The name of the column, or null for the model's own columns.</summary>
    /// <param name="columns">The model's columns; none of images.</param>
    /// <param name="has">Whether the data have a column of such a name.</param>
    /// <param name="canHold">Whether the column <c>Features</c> of the data can hold the features.</param>
    public static string? Choose(IReadOnlyList<VaeColumn> columns, Func<string, bool> has, Func<bool> canHold) =>
        columns.Count == 0 || (has(Name) && (canHold() || !columns.Any(column => has(column.Name)))) ? Name : null;

    /// <inheritdoc cref="Choose(IReadOnlyList{VaeColumn}, Func{string, bool}, Func{bool})"/>
    public static string? Choose(DataViewSchema schema, VaeModelInfo info) => Choose(
        info.Columns, name => schema.GetColumnOrNull(name) is not null, () => FeatureColumn.Refusal(schema[Name].Type, info) is null);
}
