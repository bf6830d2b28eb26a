using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.Contract;

/// <summary>A column that data must have.</summary>
internal static class RequiredColumn
{
    /// <summary>The column of that name; refuses data without it, or with one of another type.</summary>
    public static DataViewSchema.Column Of(IDataView data, string name, string parameter, DataViewType? type = null)
    {
        var column = data.Schema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(parameter, FormattableString.Invariant(
            $"Column '{name}' must exist in the data; got the columns {string.Join(", ", data.Schema.Select(other => other.Name))}. ")
            + "Name the column to read.");
        return type is null || column.Type.Equals(type)
            ? column
            : throw new ArgumentOutOfRangeException(
                parameter,
                $"Column '{name}' must be of type {type}; got {column.Type}. Convert it with mlContext.Transforms.Conversion.ConvertType.");
    }
}
