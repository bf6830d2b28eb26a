using Vae.Training.Images.Backbone;
using Vae.Training.Images.Descriptors;
using Vae.Training.Scoring;

namespace Vae.Training.Images;

/// <summary>The heads of images: what all of it is made of, what is where, and the worst places of the residual.</summary>
internal static class ImageHeads
{
    /// <summary>How images are described as a whole; each description is a head.</summary>
    public static IReadOnlyList<IImageDescriptor> Descriptors { get; } = [new Texture(), new Layout()];

    /// <summary>Makes the heads.</summary>
    public static IReadOnlyList<IHead<ImageSight, ImageGraphSight>> Of(ImageMaterial material)
    {
        if (material.Whole is { } whole)
        {
            return [WholeImageHead.Of(whole, material.Outside), .. Enumerable.Range(0, PatchDetector.Maps).Select(map => new WorstPatchesHead(map))];
        }

        return [.. Descriptors.Select((_, descriptor) => DescriptorHead.Of(material, descriptor)), new WorstPlacesHead()];
    }
}
