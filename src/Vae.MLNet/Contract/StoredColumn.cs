using System.Text.Json.Serialization;

namespace Vae.MLNet.Contract;

/// <summary>A column as the metadata have it. What only some columns have stands only there, so that other files are as they were.</summary>
internal sealed record StoredColumn(
    string? Name,
    IReadOnlyList<string>? Categories,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Offset,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Missing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NumberFormat,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Empty)
{
    /// <summary>The column that it stands for.</summary>
    [JsonIgnore]
    public VaeColumn Column => new(Name ?? "", Categories) { Offset = Offset, Missing = Missing ?? [], NumberFormat = NumberFormat, IsEmpty = Empty };

    public static StoredColumn Of(VaeColumn column) =>
        new(column.Name, column.Categories, column.Offset, column.Missing.Count == 0 ? null : column.Missing, column.NumberFormat, column.IsEmpty);
}
