using Vae.MLNet;
using Vae.Training.Images.Backbone;
using Vae.Training.Images.Descriptors;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Turns a trained ensemble into a detector for images. As for tables, whatever decides the score of an image of fold k under member k is measured
/// without fold k; only the scaler and the floors of the local energies, which set units, are measured on all.
/// </summary>
internal sealed class ImageFitting
{
    /// <summary>Values of images that are looked at together: their descriptors take some fifty times as many.</summary>
    private const int ChunkValues = 1 << 19;

    /// <summary>Pixels that the whitening of local descriptors is measured on.</summary>
    private const int SampledPixels = 1 << 18;

    /// <summary>Values of residuals that their mean and spread are measured on at once: a gibibyte.</summary>
    private const long MeasuredValues = 1 << 28;

    private const double SpreadShare = 0.1;

    /// <summary>The variance of rounding, a twelfth of a squared grey level, where a unit is four grey levels, the least that it can be.</summary>
    private const double SmallestVariance = 5e-3;

    private readonly ImageEnsemble _ensemble;
    private readonly ImageScaler _scaler;
    private readonly FittingImages _images;
    private readonly NormalRows _normal;
    private readonly BackboneSession? _session;
    private readonly Generator _generator;
    private readonly CancellationToken _cancellation;
    private readonly int _chunk;

    private ImageFitting(
        ImageEnsemble ensemble, ImageScaler scaler, FittingImages images, double contamination, BackboneSession? session, Generator generator,
        CancellationToken cancellation)
    {
        (_ensemble, _scaler, _images, _cancellation) = (ensemble, scaler, images, cancellation);
        (_session, _generator) = (session, generator);
        _normal = NormalRows.Of(images.Judged, images.InputResiduals, contamination, images.Folds, images.Photographs.Tiles);
        _chunk = Math.Max(1, ChunkValues / scaler.Shape.Length);
    }

    /// <summary>The detector; its tensors belong to the dispose scope of the caller.</summary>
    /// <param name="ensemble">The trained ensemble.</param>
    /// <param name="scaler">Puts them on one scale.</param>
    /// <param name="images">The training images.</param>
    /// <param name="options">The declared share of anomalies, and the seed of what new images are made by.</param>
    /// <param name="session">A pretrained network to look through; null for none.</param>
    /// <param name="generator">Draws patches.</param>
    /// <param name="cancellation">Abandons the fitting.</param>
    public static ImageDetector Fit(
        ImageEnsemble ensemble, ImageScaler scaler, FittingImages images, VaeTrainingOptions options, BackboneSession? session, Generator generator,
        CancellationToken cancellation)
    {
        using var none = no_grad();
        var fitting = new ImageFitting(ensemble, scaler, images, options.Contamination ?? 0, session, generator, cancellation);
        var detector = fitting.Fit();
        return options.Autoencoder == VaeAutoencoderKind.Plain
            ? detector
            : detector with { Generator = ImageGenerator.Fit(ensemble, images.Inputs, cat(fitting._normal.Inside), options.SeedOrDefault) };
    }

    private ImageDetector Fit()
    {
        var all = cat(_normal.Inside);
        ImageMember[] members = [.. _normal.Outside.Select(Member)];
        if (_session is null)
        {
            return Calibrated(members, ImageHeads.Of(new(Descriptions(), _normal.Outside)), Pixels(all), null, null);
        }

        var material = PatchMaterial.Of(_session, _images, _normal, _generator);
        var patches = new PatchFitting(material, _normal, _generator, _cancellation).Fit();
        return Calibrated(members, ImageHeads.Of(new([], _normal.Outside, material.Whole)), null, patches, material);
    }

    private ImageDetector Calibrated(
        ImageMember[] members, IReadOnlyList<IHead<ImageSight, ImageGraphSight>> heads, PixelDetector? pixels, PatchDetector? patches,
        PatchMaterial? material)
    {
        var examiner = new ImageExaminer(pixels, patches);
        var heldOut = members.Select((_, member) => HeldOut(heads, examiner, member, material)).ToArray();
        var calibrated = CalibratedHeads<ImageSight, ImageGraphSight>.Fit(heads, heldOut, largest: patches is not null);
        var photographs = _images.Photographs;
        Tensor[] scores = [.. heldOut.Select((squares, member) => photographs.Largest(calibrated.Combine(squares), JudgedOf(member)))];
        return new ImageDetector
        {
            Scaler = _scaler,
            Ensemble = _ensemble,
            Pixels = pixels,
            Patches = patches,
            Members = members,
            Heads = calibrated,
            Calibration = ScoreCalibration.Fit(
                scores, [.. _normal.Inside.Select(photographs.Of)], photographs.Judged(_normal.Judged), photographs.Folds),
        };
    }

    /// <summary>Whether the images held out from a member show anything [rows of the fold].</summary>
    private bool[] JudgedOf(int member) => [.. _images.Folds.HeldOut[member].Select(row => _normal.Judged[row])];

    private PixelDetector Pixels(Tensor all)
    {
        var (imageDescriptors, imageMaps) = Maps(signed: false, _images.Scaled, all);
        var (residualDescriptors, residualMaps) = Maps(signed: true, _images.Residuals, all);
        return new(imageDescriptors, residualDescriptors, imageMaps, residualMaps);
    }

    /// <summary>The squares of the heads for the images held out from a member [heads] of [rows of the fold].</summary>
    private Tensor[] HeldOut(
        IReadOnlyList<IHead<ImageSight, ImageGraphSight>> heads, ImageExaminer examiner, int member, PatchMaterial? material)
    {
        var parts = Chunks(tensor(_images.Folds.HeldOut[member], device: _images.Device)).Select(part =>
        {
            using var scope = NewDisposeScope();
            var scaled = _images.Scaled(part);
            var look = examiner.LookAt(scaled, material?.Of(part), size => _images.Shown(part, _session?.Grid, size));
            var sight = examiner.Sight(member, look, _images.Residuals(part, scaled));
            return stack(heads.Select(head => head.Squares(sight)).ToArray()).MoveToOuterDisposeScope();  // [heads, rows]
        });
        return [.. cat(parts.ToArray(), 1).unbind(0)];
    }

    /// <summary>Image and held-out residual described, side by side [descriptors] of [rows, numbers].</summary>
    private Tensor[] Descriptions()
    {
        Tensor[][] parts =
        [
            .. Chunks(arange(_images.Count, dtype: int64, device: _images.Device)).Select(part =>
            {
                using var scope = NewDisposeScope();
                var scaled = _images.Scaled(part);
                var image = ImageExaminer.Describe(new(scaled));
                var residual = ImageExaminer.Describe(new(_images.Residuals(part, scaled)));
                return ImageExaminer.Join(image, residual).Select(numbers => numbers.MoveToOuterDisposeScope()).ToArray();
            }),
        ];
        return [.. ImageHeads.Descriptors.Select((_, descriptor) => cat(parts.Select(part => part[descriptor]).ToArray()))];
    }

    private (LocalDescriptors Descriptors, LocalMap[] Maps) Maps(bool signed, Func<Tensor, Tensor> images, Tensor all)
    {
        var descriptors = LocalDescriptors.Fit(signed, Chunks(all).Select(images));
        var most = Math.Max(2, SampledPixels / (_scaler.Shape.Height * _scaler.Shape.Width));
        var inside = _normal.Inside.Select(rows => PlaceMoments.Of(Chunks(rows).Select(DescriptorsOf))).ToArray();
        return (descriptors, LocalMap.Fit(inside, member => DescriptorsOf(Sample(_normal.Outside[member], most)), inHalf: false));

        Tensor DescriptorsOf(Tensor rows)
        {
            using var scope = NewDisposeScope();
            return descriptors.Of(new(images(rows))).MoveToOuterDisposeScope();
        }
    }

    /// <summary>Rows in parts that bound the memory; the fitting can be abandoned between them.</summary>
    private IEnumerable<Tensor> Chunks(Tensor rows) => rows.split(_chunk).Select(part =>
    {
        _cancellation.ThrowIfCancellationRequested();
        return part;
    });

    /// <summary>
    /// What a member takes for a normal residual. A tenth of the mean variance is added, so that pixels that hardly ever vary do not drown the
    /// others, and the noise of rounding to whole grey levels.
    /// </summary>
    private ImageMember Member(Tensor outside)
    {
        using var scope = NewDisposeScope();
        var rows = Sample(outside, (int)Math.Clamp(MeasuredValues / _scaler.Shape.Length, 2, int.MaxValue));
        var residuals = empty([rows.shape[0], _scaler.Shape.Channels, _scaler.Shape.Height, _scaler.Shape.Width], device: _images.Device);
        var first = 0L;
        foreach (var part in Chunks(rows))
        {
            using var inner = NewDisposeScope();
            residuals.narrow(0, first, part.shape[0]).copy_(_images.Residuals(part));
            first += part.shape[0];
        }

        var variance = residuals.var(0, unbiased: false);
        var spread = (variance + (SpreadShare * variance.mean()) + SmallestVariance).sqrt();
        return new(residuals.mean([0]).MoveToOuterDisposeScope(), spread.MoveToOuterDisposeScope());
    }

    /// <summary>Rows spread evenly over all.</summary>
    private static Tensor Sample(Tensor rows, int most) =>
        rows.index_select(0, arange(0, rows.shape[0], Math.Max(1, (rows.shape[0] + most - 1) / most), dtype: int64, device: rows.device));
}
