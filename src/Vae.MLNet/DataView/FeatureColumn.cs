using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Vae.MLNet.DataView;

/// <summary>Which columns can hold features: the one rule, and the one wording, for training and scoring.</summary>
internal static class FeatureColumn
{
    private const string ConvertAdvice = "Convert it with Conversion.ConvertType to DataKind.Single.";
    private const string CheckAdvice = "Check the columns passed to Concatenate.";
    private const string ConcatenateAdvice = "Make a vector with Concatenate.";

    /// <summary>True for what vectors of features are made of.</summary>
    public static bool IsItem(DataViewType type) => type == NumberDataViewType.Single || type == NumberDataViewType.Double;

    /// <summary>The error for a column of another type.</summary>
    /// <param name="name">The column.</param>
    /// <param name="must">What it must be.</param>
    /// <param name="got">What it is.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="parameterName">The argument that holds the data, or names the column.</param>
    public static ArgumentOutOfRangeException Refused(string name, string must, string got, string advice, string parameterName) =>
        SchemaMismatch.Of($"Input column '{name}' must {must}; got {got}. {advice}", parameterName);

    /// <summary>The error for a column that cannot hold the features of a table whose number of features is not yet known.</summary>
    public static ArgumentOutOfRangeException NoVector(string name, string got, bool isVector, DataViewType item, string parameterName) =>
        Refused(name, "be a vector of single- or double-precision values, of known size", got, Advice(isVector, item), parameterName);

    /// <summary>Null where a column of <paramref name="type"/> can hold them; else what it must be, and what to do.</summary>
    public static (string Must, string Advice)? Refusal(DataViewType type, VaeModelInfo info)
    {
        if (info.ImageShape is null)
        {
            return IsVector(type, info.FeatureCount)
                ? null
                : (FormattableString.Invariant($"be a vector of {info.FeatureCount} single- or double-precision values"),
                    Advice(type is VectorDataViewType, (type as VectorDataViewType)?.ItemType ?? type));
        }

        if (type is ImageDataViewType)
        {
            return null;
        }

        if (!IsVector(type, info.FeatureCount))
        {
            return (FormattableString.Invariant($"be an image, or a vector of {info.ImageShape} single- or double-precision values"),
                "Check the sizes and colours of ResizeImages and ExtractPixels.");
        }

        // The dimensions of ExtractPixels tell whether colours come one after the other; a flat vector is taken at its word.
        var dimensions = ((VectorDataViewType)type).Dimensions;
        return dimensions.Length == 1 || dimensions.Where(size => size != 1).SequenceEqual(info.RowShape.Where(size => size != 1))
            ? null
            : (FormattableString.Invariant($"be a vector of {info.ImageShape} values, one colour after the other"),
                "Call ExtractPixels with interleavePixelColors: false, and check height and width.");
    }

    private static bool IsVector(DataViewType type, int size) => type is VectorDataViewType vector && IsItem(vector.ItemType) && vector.Size == size;

    private static string Advice(bool isVector, DataViewType item) =>
        !isVector ? ConcatenateAdvice : item is NumberDataViewType && !IsItem(item) ? ConvertAdvice : CheckAdvice;
}
