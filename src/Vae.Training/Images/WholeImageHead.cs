using Vae.Training.Graph;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>How far mean and spread of the channels of a pretrained network lie outside the cloud of normal ones.</summary>
internal sealed class WholeImageHead : IHead<ImageSight, ImageGraphSight>
{
    /// <summary>Weight of the identity in the correlation: there are more numbers than images, as a rule.</summary>
    private const double Shrinkage = 0.3;

    /// <summary>Least variance of a number, as a share of the mean variance.</summary>
    private const double Floor = 1e-3;

    private readonly IReadOnlyList<Ellipsoid> _normal;

    private WholeImageHead(IReadOnlyList<Ellipsoid> normal) => _normal = normal;

    /// <summary>Measures normal images, for each member without its fold.</summary>
    /// <param name="whole">Mean and spread of each channel [rows, numbers].</param>
    /// <param name="outside">The normal images outside the fold of each member [members] of [rows].</param>
    public static WholeImageHead Of(Tensor whole, IReadOnlyList<Tensor> outside) =>
        new([.. outside.Select(rows => Ellipsoid.Fit(whole.index_select(0, rows), Shrinkage, Floor))]);

    /// <inheritdoc/>
    public Tensor Squares(ImageSight sight) => _normal[sight.Member].MeanSquares(sight.Patches!.Whole);

    /// <inheritdoc/>
    public string Squares(OnnxTape tape, IReadOnlyList<ImageGraphSight> members) =>
        tape.Concat(1, [.. members.Select(member => tape.MeanSquares(member.Patches!.Whole, _normal[member.Member]))]);
}
