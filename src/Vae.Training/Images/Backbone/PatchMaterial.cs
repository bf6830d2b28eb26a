using TorchSharp;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>
/// The training images in the eyes of a pretrained network. What is in the cells of the images is kept for as many as fit and looked at again for the
/// others; mean and spread of the channels are kept for all, and of fine cells only sums.
/// </summary>
internal sealed class PatchMaterial
{
    /// <summary>Images that the directions are measured on.</summary>
    private const int MostImages = 256;

    /// <summary>Numbers of cells that are kept: a gibibyte.</summary>
    private const long MostNumbers = 1 << 28;

    private readonly BackboneSession _session;
    private readonly FittingImages _images;
    private readonly Tensor _cells;                                                     // [kept rows, channels, height, width]

    private PatchMaterial(BackboneSession session, FittingImages images, PatchFeatures features, Tensor cells, Tensor whole, FineMaterial fine) =>
        (_session, _images, Features, _cells, Whole, Fine) = (session, images, features, cells, whole, fine);

    /// <summary>What is looked at.</summary>
    public PatchFeatures Features { get; }

    /// <summary>Mean and spread of each channel [rows, numbers].</summary>
    public Tensor Whole { get; }

    /// <summary>What normal images show in fine cells.</summary>
    public FineMaterial Fine { get; }

    /// <summary>Looks at all images.</summary>
    /// <param name="session">Runs the network.</param>
    /// <param name="images">The images.</param>
    /// <param name="normal">The images that count as normal.</param>
    /// <param name="generator">Draws the cells that the directions are measured on.</param>
    public static PatchMaterial Of(BackboneSession session, FittingImages images, NormalRows normal, Generator generator)
    {
        var (all, fine) = (arange(images.Count, dtype: int64, device: images.Device), new FineMaterial(normal, session.Grid));
        var drawn = session.Look(Spread(cat(normal.Inside), MostImages), images.Grey, (_, layers) => PatchFeatures.Cells(layers));
        var features = PatchFeatures.Fit(session.Network, session.Grid, drawn, generator);
        var most = Math.Max(1, MostNumbers / (PatchFeatures.Channels * session.Grid.Height * session.Grid.Width));
        var (cells, kept) = (new List<Tensor>(), 0L);
        var whole = session.Look(all, images.Grey, (rows, layers) =>
        {
            fine.Add(rows, PatchFeatures.Fine(layers));
            if (kept < most)
            {
                cells.Add(PatchFeatures.Cells(layers).MoveToOuterDisposeScope());
                kept += rows.shape[0];
            }

            return PatchFeatures.Whole(layers);
        });
        return new(session, images, features, Joined(cells), Joined(whole), fine);
    }

    /// <summary>What the network makes of some images [rows], in that order; heads do not look at fine cells.</summary>
    public PatchNumbers Of(Tensor rows) => new(Cells(rows), Whole.index_select(0, rows), Fine: null);

    /// <summary>How much is shown in the cells of a size of some images [rows]: [rows, height, width]; null where none has gaps.</summary>
    public Tensor? Shown(Tensor rows, CellSize size) => _images.Shown(rows, _session.Grid, size);

    /// <summary>What is in the cells of some images [rows], in that order: [rows, channels, height, width].</summary>
    public Tensor Cells(Tensor rows)
    {
        if (rows.max().ToInt64() < _cells.shape[0])
        {
            return _cells.index_select(0, rows);
        }

        using var scope = NewDisposeScope();
        return cat(_session.Look(rows, _images.Grey, (_, layers) => PatchFeatures.Cells(layers)).ToArray()).MoveToOuterDisposeScope();
    }

    /// <summary>Parts as one; they are gone afterwards, so that a gibibyte of cells is not held twice.</summary>
    private static Tensor Joined(IReadOnlyList<Tensor> parts)
    {
        var joined = cat(parts.ToArray());
        foreach (var part in parts)
        {
            part.Dispose();
        }

        return joined;
    }

    /// <summary>At most so many rows, spread evenly over all.</summary>
    public static Tensor Spread(Tensor rows, int most)
    {
        var step = Math.Max(1, (rows.shape[0] + most - 1) / most);
        return rows.index_select(0, arange(0, rows.shape[0], step, dtype: int64, device: rows.device));
    }
}
