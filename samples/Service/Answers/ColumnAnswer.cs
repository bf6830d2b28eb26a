using Vae.MLNet;

namespace Vae.Service.Answers;

/// <summary>A column that a row must have.</summary>
/// <param name="Name">Its name, exactly.</param>
/// <param name="Kind">What its cells are: <c>number</c>, <c>text</c> or <c>date</c>.</param>
/// <param name="Categories">The texts that the model knows; others are novelties. Null of other columns.</param>
public sealed record ColumnAnswer(string Name, string Kind, IReadOnlyList<string>? Categories)
{
    internal static ColumnAnswer Of(VaeColumn column) =>
        new(column.Name, column.IsDate ? "date" : column.IsNumber ? "number" : "text", column.Categories);
}
