using Vae.Training.Images.Descriptors;

namespace Vae.Training.Images;

/// <summary>What a detector takes for normal at each pixel.</summary>
/// <param name="ImageDescriptors">What is seen at each pixel of an image.</param>
/// <param name="ResidualDescriptors">The same of a residual.</param>
/// <param name="ImageMaps">What each member takes for normal of images [members].</param>
/// <param name="ResidualMaps">The same of residuals [members].</param>
internal sealed record PixelDetector(
    LocalDescriptors ImageDescriptors, LocalDescriptors ResidualDescriptors, IReadOnlyList<LocalMap> ImageMaps,
    IReadOnlyList<LocalMap> ResidualMaps);
