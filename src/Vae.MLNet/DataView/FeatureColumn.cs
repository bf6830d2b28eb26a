using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Vae.MLNet.DataView;

/// <summary>Which columns can hold a model's features.</summary>
internal static class FeatureColumn
{
    /// <summary>Null where a column of <paramref name="type"/> can hold them; else what it must be, and what to do.</summary>
    public static (string Must, string Advice)? Refusal(DataViewType type, VaeModelInfo info)
    {
        if (info.ImageShape is null)
        {
            return IsVector(type, info.FeatureCount)
                ? null
                : (FormattableString.Invariant($"be a vector of {info.FeatureCount} numbers, Single or Double"),
                    "Check the columns passed to Concatenate.");
        }

        if (type is ImageDataViewType)
        {
            return null;
        }

        if (!IsVector(type, info.FeatureCount))
        {
            return (FormattableString.Invariant($"be an image, or a vector of {info.ImageShape} numbers, Single or Double"),
                "Check the sizes and colours of ResizeImages and ExtractPixels.");
        }

        // The dimensions of ExtractPixels tell whether colours come one after the other; a flat vector is taken at its word.
        var dimensions = ((VectorDataViewType)type).Dimensions;
        return dimensions.Length == 1 || dimensions.Where(size => size != 1).SequenceEqual(info.InputShape.Where(size => size != 1))
            ? null
            : (FormattableString.Invariant($"be a vector of {info.ImageShape} values, one colour after the other"),
                "Call ExtractPixels with interleavePixelColors: false, and check height and width.");
    }

    /// <summary>Whether vectors of such values can hold features: of single precision, or of double, which is rounded once.</summary>
    public static bool IsNumber(DataViewType item) => item == NumberDataViewType.Single || item == NumberDataViewType.Double;

    private static bool IsVector(DataViewType type, int size) =>
        type is VectorDataViewType vector && IsNumber(vector.ItemType) && vector.Size == size;
}
