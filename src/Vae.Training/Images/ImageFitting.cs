using TorchSharp;
using Vae.Training.Calibration;
using Vae.Training.Network;
using Vae.Training.Optimization;
using Vae.Training.Preprocessing;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Turns a trained ensemble into a detector for images. As for tables, whatever decides the score of an image of fold k under member k is measured without fold k; only the scaler and the floors of
/// the local energies, which set units, are measured on all.
/// </summary>
internal sealed class ImageFitting
{
    /// <summary>Values of images that are looked at together: their features take some fifty times as many.</summary>
    private const int ChunkValues = 1 << 19;

    /// <summary>Pixels that the whitening of local features is measured on.</summary>
    private const int SampledPixels = 1 << 18;

    private const double TextureShrinkage = 0.1, LayoutShrinkage = 0.5, DescriptorFloor = 1e-3;

    private const double SpreadShare = 0.1;

    /// <summary>The variance of rounding, a twelfth of a squared grey level, where a unit is four grey levels, the least that it can be.</summary>
    private const double SmallestVariance = 5e-3;

    private readonly ConvolutionalEnsemble _ensemble;
    private readonly ImageScaler _scaler;
    private readonly Tensor _images;                                                    // [rows, channels, height, width], scaled
    private readonly Tensor _residuals;                                                 // the same under the member that never saw the image
    private readonly Folds _folds;
    private readonly NormalRows _normal;
    private readonly int _chunk;

    private ImageFitting(ConvolutionalEnsemble ensemble, ImageScaler scaler, Tensor raw, Tensor images, Tensor rows, Folds folds, double contamination)
    {
        (_ensemble, _scaler, _images, _folds) = (ensemble, scaler, images, folds);
        var seen = HeldOutResiduals.Of(ensemble, null, rows, folds);                    // as the network sees them [rows, features]
        _residuals = ensemble.Network.Pool == 1 ? seen.view(images.shape) : images - ensemble.Network.Expanded(rows - seen);
        _normal = NormalRows.Of(raw, seen, contamination, folds);
        _chunk = Math.Max(1, ChunkValues / scaler.Shape.Length);
    }

    /// <summary>The detector; its tensors belong to the dispose scope of the caller.</summary>
    /// <param name="ensemble">The trained ensemble.</param>
    /// <param name="scaler">The scaler that made <paramref name="images"/> of <paramref name="raw"/>.</param>
    /// <param name="raw">Raw training images [rows, pixels].</param>
    /// <param name="images">Scaled training images [rows, channels, height, width].</param>
    /// <param name="rows">The same as the network sees them [rows, features].</param>
    /// <param name="folds">Who never saw what.</param>
    /// <param name="contamination">The declared share of anomalies.</param>
    public static ImageDetector Fit(ConvolutionalEnsemble ensemble, ImageScaler scaler, Tensor raw, Tensor images, Tensor rows, Folds folds, double contamination)
    {
        using var none = no_grad();
        return new ImageFitting(ensemble, scaler, raw, images, rows, folds, contamination).Fit();
    }

    private ImageDetector Fit()
    {
        var all = cat(_normal.Inside);
        var (textures, layouts) = Descriptions();                                       // [rows, numbers] each
        var (inputFeatures, inputMaps) = Maps(signed: false, _images, all);
        var (residualFeatures, residualMaps) = Maps(signed: true, _residuals, all);
        var members = _normal.Outside.Select((outside, member) => new ImageMember(
            Ellipsoid.Fit(textures.index_select(0, outside), TextureShrinkage, DescriptorFloor),
            Ellipsoid.Fit(layouts.index_select(0, outside), LayoutShrinkage, DescriptorFloor),
            inputMaps[member], residualMaps[member], Bias(outside), Spread(outside))).ToArray();
        var examiner = new ImageExaminer(inputFeatures, residualFeatures);
        var held = _folds.HeldOut.Select((fold, member) => HeldOut(examiner, members[member], tensor(fold, device: _images.device))).ToArray();
        var scales = Enumerable.Range(0, ImageHeads.Count).Select(head => LogScale.Fit(cat(held.Select(squares => squares[head]).ToArray()))).ToArray();
        return new ImageDetector
        {
            Scaler = _scaler,
            Ensemble = _ensemble,
            InputFeatures = inputFeatures,
            ResidualFeatures = residualFeatures,
            Members = members,
            Scales = scales,
            Calibration = ScoreCalibration.Fit([.. held.Select(squares => ImageHeads.Combine(scales, squares))], _normal.Inside, _normal.Judged, _folds),
        };
    }

    /// <summary>The mean squares of the heads for the images held out from a member [heads] of [rows of the fold].</summary>
    private Tensor[] HeldOut(ImageExaminer examiner, ImageMember member, Tensor rows)
    {
        var parts = rows.split(_chunk).Select(part =>
        {
            using var scope = NewDisposeScope();
            var evidence = examiner.Examine(member, examiner.Look(_images.index_select(0, part)), _residuals.index_select(0, part));
            return stack(evidence.Squares).MoveToOuterDisposeScope();                   // [heads, rows]
        });
        return [.. cat(parts.ToArray(), 1).unbind(0)];
    }

    /// <summary>The textures and layouts of image and held-out residual, [rows, numbers] each.</summary>
    private (Tensor Textures, Tensor Layouts) Descriptions()
    {
        (Tensor Texture, Tensor Layout)[] parts =
        [
            .. arange(_images.shape[0], dtype: int64, device: _images.device).split(_chunk).Select(part =>
            {
                using var scope = NewDisposeScope();
                var (texture, layout) = ImageExaminer.Describe(new(_images.index_select(0, part)), new(_residuals.index_select(0, part)));
                return (texture.MoveToOuterDisposeScope(), layout.MoveToOuterDisposeScope());
            }),
        ];
        return (cat(parts.Select(part => part.Texture).ToArray()), cat(parts.Select(part => part.Layout).ToArray()));
    }

    private (LocalFeatures Features, LocalMap[] Maps) Maps(bool signed, Tensor images, Tensor all)
    {
        var features = LocalFeatures.Fit(signed, all.split(_chunk).Select(part => images.index_select(0, part)));
        var most = Math.Max(2, SampledPixels / (_scaler.Shape.Height * _scaler.Shape.Width));
        return (features, LocalMap.Fit([.. _normal.Inside.Select(inside => inside.split(_chunk).Select(FeaturesOf))], member => FeaturesOf(Sample(_normal.Outside[member], most))));

        Tensor FeaturesOf(Tensor rows)
        {
            using var scope = NewDisposeScope();
            return features.Of(new(images.index_select(0, rows))).MoveToOuterDisposeScope();
        }
    }

    private Tensor Bias(Tensor rows) => _residuals.index_select(0, rows).mean([0]);

    /// <summary>A tenth of the mean variance is added, so that pixels that hardly ever vary do not drown the others, and the noise of rounding to whole grey levels.</summary>
    private Tensor Spread(Tensor rows)
    {
        var variance = _residuals.index_select(0, rows).var(0, unbiased: false);
        return (variance + (SpreadShare * variance.mean()) + SmallestVariance).sqrt();
    }

    /// <summary>Rows spread evenly over all.</summary>
    private static Tensor Sample(Tensor rows, int most) => rows.index_select(0, arange(0, rows.shape[0], Math.Max(1, (rows.shape[0] + most - 1) / most), dtype: int64, device: rows.device));
}
