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
        if (pixels.Length % shape.Length != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Training data must hold whole images of {shape} pixels, {shape.Length} values each; got {pixels.Length} values."), nameof(pixels));
        }

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
}
