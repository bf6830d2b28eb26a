using Microsoft.ML.Data;
using Vae.MLNet;
using Vae.MLNet.DataView;

namespace Vae.Training.DataView;

/// <summary>Tells columns of images from columns of features.</summary>
internal static class ImageColumn
{
    /// <summary>The size of the images in a vector column, or null where it holds the features of a table.</summary>
    /// <param name="featureColumnName">The name of the column.</param>
    /// <param name="type">Its type, of known size.</param>
    /// <param name="declared">The size that the caller says it has, or null.</param>
    /// <exception cref="ArgumentException">The vector cannot hold such images, or its dimensions are in another order.</exception>
    public static VaeImageShape? Shape(string featureColumnName, VectorDataViewType type, VaeImageShape? declared)
    {
        var dimensions = type.Dimensions;
        if (declared is not null)
        {
            var fits = dimensions.Length == 3
                ? dimensions.SequenceEqual([declared.Channels, declared.Height, declared.Width])
                : type.Size == declared.Length;
            return fits ? declared : throw Refused(
                featureColumnName, $"be a vector of images of {declared}", dimensions, "Check the size given to ResizeImages, and the image shape.");
        }

        if (dimensions.Length != 3)
        {
            return null;
        }

        if (dimensions[0] is not (1 or 3))
        {
            throw Refused(
                featureColumnName, "have dimensions [channels, height, width] with 1 or 3 channels", dimensions,
                "Call ExtractPixels with interleavePixelColors: false and without the alpha channel.");
        }

        var shape = new VaeImageShape(dimensions[0], dimensions[1], dimensions[2]);
        shape.Validate(nameof(featureColumnName));
        return shape;
    }

    private static ArgumentOutOfRangeException Refused(
        string featureColumnName, string rule, IEnumerable<int> dimensions, string advice) => SchemaMismatch.Of(
        FormattableString.Invariant($"Input column '{featureColumnName}' must {rule}; got [{string.Join(", ", dimensions)}]. {advice}"),
        nameof(featureColumnName));
}
