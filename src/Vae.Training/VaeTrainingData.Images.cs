using Vae.MLNet;
using Vae.Training.Pixels;

namespace Vae.Training;

// Images to train on.
public sealed partial class VaeTrainingData
{
    /// <summary>Wraps images that are already in memory; the array is not copied.</summary>
    /// <param name="pixels">[rows, channels, height, width], 0 to 255. NaN = missing.</param>
    /// <param name="shape">The size of every image.</param>
    /// <exception cref="ArgumentException">A size outside its range, or a length that is no multiple of an image.</exception>
    public VaeTrainingData(float[] pixels, VaeImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(shape);
        shape.Validate(nameof(shape));
        RequireWhole(pixels, shape);
        (Values, Pixels) = (pixels, new PixelsInMemory(pixels, shape.Length));
        (Columns, ImageShape, FeatureCount, Rows) = ([], shape, shape.Length, Pixels.Rows);
    }

    /// <summary>
    /// Takes images that stay in their files: training reads them anew whenever it looks at them, some eight times, and holds no pixels, so that any
    /// number fits. The model is the same as of <see cref="VaeTrainingData(float[], VaeImageShape)"/> with the same images.
    /// </summary>
    /// <param name="images">The images; all of them can be read, and stay as they are until training ends.</param>
    /// <param name="shape">What they are brought to.</param>
    /// <exception cref="ArgumentException">A size outside its range.</exception>
    public VaeTrainingData(VaeImageSet images, VaeImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(shape);
        shape.Validate(nameof(shape));
        (Values, Pixels) = ([], new PixelsOnDisk(images, shape));
        (Columns, ImageShape, FeatureCount, Rows) = ([], shape, shape.Length, images.Count);
    }

    /// <summary>
    /// Wraps photographs that are looked at in tiles and are already in memory; the array is not copied. A photograph stays one row: its tiles lie in
    /// one fold, and scores, groups and the promise are of photographs.
    /// </summary>
    /// <param name="pixels">[rows, channels, height, width] of whole photographs, 0 to 255. NaN = missing.</param>
    /// <param name="tiling">What the photographs were brought to, and how they are cut.</param>
    /// <exception cref="ArgumentException">A length that is no multiple of a photograph.</exception>
    public VaeTrainingData(float[] pixels, VaeTiling tiling)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(tiling);
        var shape = tiling.Photograph;
        RequireWhole(pixels, shape);
        (Values, Pixels) = (pixels, new PixelsOfTiles(new PixelsInMemory(pixels, shape.Length), tiling));
        (Columns, ImageShape, Tiling, FeatureCount, Rows) = ([], shape, tiling, shape.Length, pixels.Length / shape.Length);
    }

    /// <summary>The same of photographs that stay in their files, each read once whenever training looks at its tiles.</summary>
    /// <param name="images">The photographs; all of them can be read, and stay as they are until training ends.</param>
    /// <param name="tiling">What they are brought to, and how they are cut.</param>
    public VaeTrainingData(VaeImageSet images, VaeTiling tiling)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(tiling);
        var shape = tiling.Photograph;
        (Values, Pixels) = ([], new PixelsOfTiles(new PixelsOnDisk(images, shape), tiling));
        (Columns, ImageShape, Tiling, FeatureCount, Rows) = ([], shape, tiling, shape.Length, images.Count);
    }

    private static void RequireWhole(float[] pixels, VaeImageShape shape)
    {
        if (pixels.Length % shape.Length != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Training data must hold whole images of {shape} pixels, {shape.Length} values each; got {pixels.Length} values."), nameof(pixels));
        }
    }
}
