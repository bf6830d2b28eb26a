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

    private LocalMap(Tensor mean, Tensor precision, Tensor? whitening) => (Mean, Precision, Whitening) = (mean, precision, whitening);

    /// <summary>What normal images show [descriptors, height, width].</summary>
    public Tensor Mean { get; }

    /// <summary>One over its standard deviation [descriptors, height, width].</summary>
    public Tensor Precision { get; }

    /// <summary>
    /// Makes the standardised descriptors of a pixel uncorrelated [descriptors, descriptors]; null where each stands for itself.
    /// </summary>
    public Tensor? Whitening { get; }

    /// <summary>The maps of all members; the tensors belong to the dispose scope of the caller.</summary>
    /// <param name="inside">
    /// The descriptors of the normal images of each fold, in parts [members][parts] of [rows, descriptors, height, width].
    /// </param>
    /// <param name="sample">
    /// The descriptors of some normal images outside the fold of a member [rows, descriptors, height, width], to whiten by; null
    /// where each descriptor stands for itself, and each place too: what is normal there is not smoothed then.
    /// </param>
    public static LocalMap[] Fit(IReadOnlyList<IEnumerable<Tensor>> inside, Func<int, Tensor>? sample)
    {
        using var scope = NewDisposeScope();
        var folds = inside.Select(Moments).ToArray();
        var (count, sum, squares) = folds.Aggregate((a, b) => (a.Count + b.Count, a.Sum + b.Sum, a.Squares + b.Squares));
        return [.. folds.Select((own, member) => Fit(count - own.Count, sum - own.Sum, squares - own.Squares, sample?.Invoke(member)))];
    }

    /// <summary>Descriptors [rows, descriptors, height, width] → [rows, height, width].</summary>
    public Tensor Of(Tensor descriptors)
    {
        using var scope = NewDisposeScope();
        var standard = (descriptors - Mean) * Precision;
        var whitened = Whitening is null ? standard : nn.functional.conv2d(standard, Whitening.unsqueeze(2).unsqueeze(3));
        return whitened.square().mean([1]).MoveToOuterDisposeScope();
    }

    private static (long Count, Tensor Sum, Tensor Squares) Moments(IEnumerable<Tensor> parts)
    {
        long count = 0;
        Tensor? sum = null, squares = null;
        foreach (var part in parts)
        {
            using var scope = NewDisposeScope();
            using var taken = part;
            var values = part.to(float64);
            if (sum is null)
            {
                (sum, squares) = (zeros_like(values[0]).MoveToOuterDisposeScope(), zeros_like(values[0]).MoveToOuterDisposeScope());
            }

            sum.add_(values.sum([0]));
            squares!.add_(values.square().sum([0]));
            count += part.shape[0];
        }

        return (count, sum!, squares!);
    }

    /// <summary>Of standardised descriptors [rows, descriptors, height, width].</summary>
    private static Tensor WhiteningOf(Tensor standard)
    {
        var pixels = standard.transpose(0, 1).flatten(1).t();                            // [rows · pixels, descriptors]
        return ShrunkenCorrelation.InverseRoot(pixels, Shrinkage, SmallestEigenvalue).MoveToOuterDisposeScope();
    }

    private static LocalMap Fit(long count, Tensor sum, Tensor squares, Tensor? sample)
    {
        var own = sum / count;                                                          // [descriptors, height, width]
        var variance = ((squares / count) - own.square()).clamp_min(0);
        var anywhere = own.mean([1, 2], keepdim: true);
        var within = variance.mean([1, 2], keepdim: true);
        var shared = SharedImages + (SharedVariance * count);
        var smooth = sample is null ? own : FilterBank.Smooth(own.unsqueeze(0).to(float32))[0].to(float64);
        var mean = (((count * smooth) + (SharedImages * anywhere)) / (count + SharedImages)).to(float32);
        var precision = ((((count * variance) + (shared * within)) / (count + shared)) + SmallestVariance).rsqrt().to(float32);
        var whitening = sample is null ? null : WhiteningOf((sample - mean) * precision);
        return new(mean.MoveToOuterDisposeScope(), precision.MoveToOuterDisposeScope(), whitening);
    }
}
