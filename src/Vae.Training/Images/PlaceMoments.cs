using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>Number, sum and sum of squares of what images show at each place, in double precision.</summary>
internal sealed class PlaceMoments
{
    private readonly Tensor _sum, _squares;                                             // [descriptors, height, width]

    /// <summary>None yet; the sums belong to the dispose scope of the caller.</summary>
    public PlaceMoments(long descriptors, long height, long width, Device device)
    {
        _sum = zeros([descriptors, height, width], dtype: float64, device: device);
        _squares = zeros_like(_sum);
    }

    /// <summary>Number of images.</summary>
    public long Count { get; private set; }

    /// <summary>Those of all parts.</summary>
    /// <param name="parts">What images show, in parts [parts] of [rows, descriptors, height, width]; each is disposed.</param>
    public static PlaceMoments Of(IEnumerable<Tensor> parts)
    {
        PlaceMoments? moments = null;
        foreach (var part in parts)
        {
            using var taken = part;
            moments ??= new(part.shape[1], part.shape[2], part.shape[3], part.device);
            moments.Add(part);
        }

        return moments!;
    }

    /// <summary>Adds images [rows, descriptors, height, width].</summary>
    public void Add(Tensor images)
    {
        using var scope = NewDisposeScope();
        var values = images.to(float64);
        _sum.add_(values.sum([0]));
        _squares.add_(values.square().sum([0]));
        Count += images.shape[0];
    }

    /// <summary>Number of images, and mean and variance of what they show [descriptors, height, width], over all folds but one.</summary>
    public static (long Count, Tensor Mean, Tensor Variance) Outside(IReadOnlyList<PlaceMoments> folds, int fold)
    {
        PlaceMoments[] others = [.. folds.Where((_, other) => other != fold)];
        var count = others.Sum(other => other.Count);
        var mean = others.Select(other => other._sum).Aggregate((a, b) => a + b) / count;
        var squares = others.Select(other => other._squares).Aggregate((a, b) => a + b) / count;
        return (count, mean, (squares - mean.square()).clamp_min(0));
    }
}
