using Vae.MLNet;
using Vae.Training.Images.Backbone;
using Vae.Training.Learning;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>The training images in the eyes of a trained ensemble. Their pixels are read when they are looked at; none are held.</summary>
internal sealed class FittingImages
{
    private readonly ImageEnsemble _ensemble;
    private readonly ImageScaler _scaler;
    private readonly PixelRows _pixels;

    /// <param name="ensemble">The trained ensemble.</param>
    /// <param name="scaler">Puts the images on one scale.</param>
    /// <param name="pixels">The images as the user has them.</param>
    /// <param name="inputs">The images as the network sees them [rows, inputs].</param>
    /// <param name="judged">Whether each shows anything [rows].</param>
    /// <param name="photographs">Which are tiles of one photograph, and who never saw what.</param>
    /// <param name="cancellation">Abandons the work.</param>
    public FittingImages(
        ImageEnsemble ensemble, ImageScaler scaler, PixelRows pixels, Tensor inputs, bool[] judged, Photographs photographs,
        CancellationToken cancellation)
    {
        (_ensemble, _scaler, _pixels) = (ensemble, scaler, pixels);
        (Inputs, Judged, Photographs) = (inputs, judged, photographs);
        InputResiduals = HeldOutResiduals.Of(ensemble, WholeView.Instance, inputs, Folds, cancellation);
    }

    /// <summary>Number of images.</summary>
    public int Count => _pixels.Count;

    /// <summary>Their size.</summary>
    public VaeImageShape Shape => _scaler.Shape;

    /// <summary>Where tensors are.</summary>
    public Device Device => Inputs.device;

    /// <summary>The images as the network sees them [rows, inputs].</summary>
    public Tensor Inputs { get; }

    /// <summary>What the member that never saw an image did not expect of it, as the network sees it [rows, inputs].</summary>
    public Tensor InputResiduals { get; }

    /// <summary>Whether each shows anything [rows].</summary>
    public bool[] Judged { get; }

    /// <summary>Which are tiles of one photograph.</summary>
    public Photographs Photographs { get; }

    /// <summary>Who never saw what.</summary>
    public Folds Folds => Photographs.OfTiles;

    /// <summary>Some images, scaled [rows, channels, height, width].</summary>
    public Tensor Scaled(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return _scaler.Apply(_pixels.Of(rows)).MoveToOuterDisposeScope();
    }

    /// <summary>Some images in grey values, what is missing filled in [rows, channels, height, width].</summary>
    public Tensor Grey(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return _scaler.Invert(Scaled(rows)).MoveToOuterDisposeScope();
    }

    /// <summary>What the member that never saw an image did not expect of it [rows, channels, height, width].</summary>
    public Tensor Residuals(Tensor rows)
    {
        using var scope = NewDisposeScope();
        return (_ensemble.Network.Pool == 1 ? Own(rows) : Residuals(rows, Scaled(rows))).MoveToOuterDisposeScope();
    }

    /// <summary>The same where the scaled images [rows, channels, height, width] are at hand.</summary>
    public Tensor Residuals(Tensor rows, Tensor scaled)
    {
        using var scope = NewDisposeScope();
        var residuals = _ensemble.Network.Pool == 1
            ? Own(rows)
            : scaled - _ensemble.Network.Expanded(Inputs.index_select(0, rows) - InputResiduals.index_select(0, rows));
        return residuals.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How much is shown at each pixel, or each cell of a size of a pretrained network [rows, height, width]; null where no image has gaps.
    /// </summary>
    public Tensor? Shown(Tensor rows, PatchGrid? grid, CellSize size)
    {
        using var scope = NewDisposeScope();
        return _scaler.HasGaps ? ShownShare.Of(_pixels.Of(rows), _scaler, grid, size)!.MoveToOuterDisposeScope() : null;
    }

    /// <summary>The residuals where the network sees every pixel: no image has to be read [rows, channels, height, width].</summary>
    private Tensor Own(Tensor rows) => InputResiduals.index_select(0, rows).view(-1, Shape.Channels, Shape.Height, Shape.Width);
}
