using Vae.Training.Images.Descriptors;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// How unusual the local descriptors are at each pixel: their squared distance from what normal images show there, whitened, mean over them. 1 is
/// ordinary. Each member has its own, measured without its fold.
/// </summary>
internal sealed class LocalMap
{
    /// <summary>What is seen at a pixel counts as much as this many images of what is seen anywhere.</summary>
    private const double SharedImages = 10;

    /// <summary>The same for the variance, as a share of the images.</summary>
    private const double SharedVariance = 0.1;

    private const double SmallestVariance = 1e-6, Shrinkage = 0.1, SmallestEigenvalue = 1e-3;

    private LocalMap(Tensor mean, Tensor precision, Tensor? whitening, bool inHalf) =>
        (Mean, Precision, Whitening, InHalf) = (mean, precision, whitening, inHalf);

    /// <summary>What normal images show [descriptors, height, width].</summary>
    public Tensor Mean { get; }

    /// <summary>One over its standard deviation [descriptors, height, width].</summary>
    public Tensor Precision { get; }

    /// <summary>
    /// Makes the standardised descriptors of a pixel uncorrelated [descriptors, descriptors]; null where each stands for itself.
    /// </summary>
    public Tensor? Whitening { get; }

    /// <summary>Whether mean and precision are kept in half precision: they are a large part of the file of a model of large images.</summary>
    public bool InHalf { get; }

    /// <summary>The maps of all members; the tensors belong to the dispose scope of the caller.</summary>
    /// <param name="folds">What the normal images of each fold show [members].</param>
    /// <param name="sample">
    /// The descriptors of some normal images outside the fold of a member [rows, descriptors, height, width], to whiten by; null
    /// where each descriptor stands for itself, and each place too: what is normal there is not smoothed then.
    /// </param>
    /// <param name="inHalf">Whether they are kept in half precision.</param>
    public static LocalMap[] Fit(IReadOnlyList<PlaceMoments> folds, Func<int, Tensor>? sample, bool inHalf) =>
        [.. folds.Select((_, member) => Fit(folds, member, sample, inHalf))];

    /// <summary>Descriptors [rows, descriptors, height, width] → [rows, height, width].</summary>
    public Tensor Of(Tensor descriptors)
    {
        using var scope = NewDisposeScope();
        var standard = (descriptors - Mean) * Precision;
        var whitened = Whitening is null ? standard : nn.functional.conv2d(standard, Whitening.unsqueeze(2).unsqueeze(3));
        return whitened.square().mean([1]).MoveToOuterDisposeScope();
    }

    /// <summary>Of standardised descriptors [rows, descriptors, height, width].</summary>
    private static Tensor WhiteningOf(Tensor standard)
    {
        var pixels = standard.transpose(0, 1).flatten(1).t();                            // [rows · pixels, descriptors]
        return ShrunkenCorrelation.InverseRoot(pixels, Shrinkage, SmallestEigenvalue).MoveToOuterDisposeScope();
    }

    private static LocalMap Fit(IReadOnlyList<PlaceMoments> folds, int member, Func<int, Tensor>? sample, bool inHalf)
    {
        using var scope = NewDisposeScope();
        var (count, own, variance) = PlaceMoments.Outside(folds, member);
        var anywhere = own.mean([1, 2], keepdim: true);
        var within = variance.mean([1, 2], keepdim: true);
        var shared = SharedImages + (SharedVariance * count);
        var smooth = sample is null ? own : FilterBank.Smooth(own.unsqueeze(0).to(float32))[0].to(float64);
        var mean = Rounded(((count * smooth) + (SharedImages * anywhere)) / (count + SharedImages));
        var precision = Rounded(((((count * variance) + (shared * within)) / (count + shared)) + SmallestVariance).rsqrt());
        var whitening = sample is null ? null : WhiteningOf((sample(member) - mean) * precision).MoveToOuterDisposeScope();
        return new(mean.MoveToOuterDisposeScope(), precision.MoveToOuterDisposeScope(), whitening, inHalf);

        Tensor Rounded(Tensor values) => (inHalf ? values.to(float16) : values).to(float32);
    }
}
