using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>How far the description of image and residual lies outside the cloud of normal ones.</summary>
internal sealed class DescriptorHead : IHead<ImageSight, ImageGraphSight>
{
    /// <summary>Least variance of a number, as a share of the mean variance.</summary>
    private const double Floor = 1e-3;

    private readonly int _descriptor;
    private readonly IReadOnlyList<Ellipsoid> _normal;

    private DescriptorHead(int descriptor, IReadOnlyList<Ellipsoid> normal) => (_descriptor, _normal) = (descriptor, normal);

    /// <summary>Measures normal descriptions, for each member without its fold.</summary>
    /// <param name="material">The training images.</param>
    /// <param name="descriptor">Which of <see cref="ImageHeads.Descriptors"/>.</param>
    public static DescriptorHead Of(ImageMaterial material, int descriptor)
    {
        var descriptions = material.Descriptions[descriptor];
        var shrinkage = ImageHeads.Descriptors[descriptor].Shrinkage;
        return new(descriptor, [.. material.Outside.Select(outside => Ellipsoid.Fit(descriptions.index_select(0, outside), shrinkage, Floor))]);
    }

    /// <inheritdoc/>
    public Tensor Squares(ImageSight sight) => _normal[sight.Member].MeanSquares(sight.Descriptions[_descriptor]);

    /// <inheritdoc/>
    public string Squares(OnnxTape tape, IReadOnlyList<ImageGraphSight> members) => tape.Concat(1, [.. members.Select(member =>
    {
        var residual = ImageHeads.Descriptors[_descriptor].Of(tape, member.Pyramid!);
        return tape.MeanSquares(tape.Concat(1, member.Descriptions[_descriptor], residual), _normal[member.Member]);
    })]);
}
