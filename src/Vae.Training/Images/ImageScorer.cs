using Vae.MLNet;
using Vae.Training.Learning;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Scores images with TorchSharp, by the same formulas as the exported graph but along another path: the oracle that every export is compared with.
/// </summary>
internal sealed class ImageScorer(ImageDetector detector)
{
    /// <summary>Every output of the graph but the label, for images as the user has them [rows, pixels].</summary>
    public IReadOnlyDictionary<VaeOutput, Tensor> Score(Tensor pixels)
    {
        using var none = no_grad();
        var (scaler, ensemble, network) = (detector.Scaler, detector.Ensemble, detector.Ensemble.Network);
        pixels = scaler.Shown(pixels);
        var images = scaler.Apply(pixels);                                              // [rows, channels, height, width]
        var inputs = network.Pooled(images);                                            // [rows, inputs]
        var (means, logVariances) = ensemble.Encode(inputs.unsqueeze(0).expand(ensemble.Members, -1, -1));  // [members, rows, latent]
        var decoded = ensemble.Decode(means);                                           // [members, rows, inputs]
        var examiner = new ImageExaminer(detector.Pixels, detector.Patches);
        var features = detector.Patches?.Features;
        var look = examiner.LookAt(images, features?.Of(scaler.Invert(images)), size => ShownShare.Of(pixels, scaler, features?.Grid, size));
        var residuals = Enumerable.Range(0, ensemble.Members).Select(member => images - network.Expanded(decoded[member])).ToArray();
        var sights = residuals.Select((residual, member) => examiner.Sight(member, look, residual)).ToArray();
        var judged = pixels.isnan().logical_not().any(1);                               // [rows]
        var (score, pValue) = detector.Calibration.Score([.. sights.Select(detector.Heads.Combine)], judged);
        var present = pixels.isnan().logical_not().to(float32).view(images.shape);
        var standard = residuals.Select((residual, member) => (residual - detector.Members[member].Bias) / detector.Members[member].Spread);
        var errors = 0.5 * stack(standard.Select(u => u.square()).ToArray()).mean([0]) * present;  // [rows, channels, height, width]
        var expected = residuals.Select((residual, member) => images - residual + detector.Members[member].Bias);
        return new Dictionary<VaeOutput, Tensor>
        {
            [VaeOutputs.Score] = score,
            [VaeOutputs.PValue] = pValue,
            [VaeOutputs.ReconstructionError] = errors.sum([1, 2, 3]),
            [VaeOutputs.KlDivergence] = Posterior.KlDivergence(means, logVariances).mean([0]),
            [VaeOutputs.FeatureErrors] = errors,
            [VaeOutputs.Reconstruction] = scaler.Invert(stack(expected.ToArray()).mean([0])),
            [VaeOutputs.LatentMean] = means[0],
            [VaeOutputs.LatentLogVariance] = logVariances[0],
            [VaeOutputs.Heatmap] = Heatmap.Of(sights, detector.Patches),
        };
    }
}
