using System.Diagnostics;
using TorchSharp;
using Vae.Quality.Data;
using static TorchSharp.torch;

namespace Vae.Quality.Detectors;

/// <summary>
/// The Mahalanobis distance of raw features with the shrunken covariance of Ledoit and Wolf (2004): hard to beat where features outnumber rows.
/// </summary>
internal sealed class MahalanobisDetector : IDetector
{
    public string Name => "Mahalanobis";

    public IReadOnlyList<Detection> Run(LabelledTable train, LabelledTable test, int seed)
    {
        using var scope = NewDisposeScope();
        var clock = Stopwatch.StartNew();
        var rows = Rows(train);
        var mean = rows.mean([0], keepdim: true);
        var (values, vectors) = linalg.eigh(Shrunken(rows - mean));
        var root = vectors * values.clamp_min(1e-12).rsqrt();                           // [features, features]
        var seconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        var scores = (Rows(test) - mean).mm(root).square().sum(1).sqrt().to(float32).data<float>().ToArray();
        return [new Detection(Name, scores, seconds, test.Rows / clock.Elapsed.TotalSeconds)];
    }

    /// <summary>(1 − b² / d²) S + b² / d² · m I, as in the paper and in scikit-learn.</summary>
    private static Tensor Shrunken(Tensor centred)
    {
        var (rows, size) = (centred.shape[0], centred.shape[1]);
        var covariance = centred.t().mm(centred) / rows;
        var mean = covariance.diagonal().sum().ToDouble() / size;
        var identity = mean * eye(size, dtype: float64);
        var distance = (covariance - identity).square().sum().ToDouble() / size;
        var fourth = centred.square().sum(1).square().sum().ToDouble();
        var noise = (fourth - (rows * covariance.square().sum().ToDouble())) / ((double)rows * rows * size);
        var shrinkage = Math.Clamp(noise / distance, 0, 1);
        return ((1 - shrinkage) * covariance) + (shrinkage * identity);
    }

    private static Tensor Rows(LabelledTable table) => tensor(table.Features, [table.Rows, table.FeatureCount]).nan_to_num(0).to(float64);
}
