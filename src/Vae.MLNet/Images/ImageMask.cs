using System.Collections.Concurrent;

namespace Vae.MLNet.Images;

/// <summary>
/// A picture that says what of images is not looked at: stretched over an image, nothing is where it is darker than half of its lightest. So black on
/// white works, and 0 among 1 too.
/// </summary>
internal sealed class ImageMask
{
    /// <summary>The size at which a mask is looked at before its use.</summary>
    private static readonly VaeImageShape Trial = new(1, 256, 256);

    private readonly string _path;
    private readonly ConcurrentDictionary<(int Height, int Width), bool[]> _planes = [];

    private ImageMask(string path) => _path = path;

    /// <summary>The mask in a file.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read as an image, or leaves nothing to look at.</exception>
    public static ImageMask Open(string path)
    {
        var mask = Read(path, Trial, out var image);
        return mask is null ? throw new InvalidDataException($"Mask '{path}' must be an image that can be read; got {image.Status}: {image.Remark}.")
            : mask.Contains(false) ? new(path)
            : throw new InvalidDataException($"Mask '{path}' must leave something to look at; got one that is dark all over. White is looked at.");
    }

    /// <summary>Reads a mask for images of one size: true where they are not looked at [height · width]; null where it cannot be read.</summary>
    /// <param name="path">Path of the mask.</param>
    /// <param name="shape">The size of the images.</param>
    /// <param name="image">The mask as image, with its status.</param>
    public static bool[]? Read(string path, VaeImageShape shape, out VaeImage image)
    {
        image = new VaeImageReader(shape with { Channels = 1 }).Read(path);
        if (!image.IsRead)
        {
            return null;
        }

        var half = image.Pixels.Max() / 2;
        return [.. image.Pixels.Select(value => half == 0 || value < half)];
    }

    /// <summary>What is not looked at of images of one size [channels · height · width].</summary>
    /// <exception cref="InvalidDataException">The file can no longer be read.</exception>
    public bool[] Of(VaeImageShape shape) => [.. Enumerable.Repeat(Plane(shape), shape.Channels).SelectMany(values => values)];

    /// <summary>Makes pixels missing that are not looked at.</summary>
    public void Apply(float[] pixels, VaeImageShape shape) => Apply(Plane(shape), pixels);

    /// <summary>Makes pixels missing that are not looked at: the mask's values are repeated for each channel.</summary>
    public static void Apply(bool[] mask, float[] pixels)
    {
        for (var place = 0; place < pixels.Length; place++)
        {
            if (mask[place % mask.Length])
            {
                pixels[place] = float.NaN;
            }
        }
    }

    private bool[] Plane(VaeImageShape shape) =>
        _planes.GetOrAdd((shape.Height, shape.Width), _ => Read(_path, shape, out var image) ?? throw new InvalidDataException(
            $"Mask '{_path}' must stay readable; got {image.Status}: {image.Remark}."));
}
