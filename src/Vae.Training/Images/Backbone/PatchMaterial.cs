using TorchSharp;
using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>
/// The training images in the eyes of a pretrained network. What is in the cells of the images is kept for as many as fit and looked at again for the
/// others; mean and spread of the channels are kept for all.
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

    private PatchMaterial(BackboneSession session, FittingImages images, PatchFeatures features, Tensor cells, Tensor whole) =>
        (_session, _images, Features, _cells, Whole) = (session, images, features, cells, whole);

    /// <summary>What is looked at.</summary>
    public PatchFeatures Features { get; }

    /// <summary>Mean and spread of each channel [rows, numbers].</summary>
    public Tensor Whole { get; }

    /// <summary>Looks at all images.</summary>
    /// <param name="session">Runs the network.</param>
    /// <param name="images">The images.</param>
    /// <param name="normal">The images that count as normal [rows].</param>
    /// <param name="generator">Draws the cells that the directions are measured on.</param>
    public static PatchMaterial Of(BackboneSession session, FittingImages images, Tensor normal, Generator generator)
    {
        var features = PatchFeatures.Fit(
            session.Network, session.Grid, session.Look(Spread(normal), images.Grey, PatchFeatures.Cells), generator);
        var most = Math.Max(1, MostNumbers / (PatchFeatures.Channels * session.Grid.Height * session.Grid.Width));
        var (cells, kept) = (new List<Tensor>(), 0L);
        var whole = session.Look(arange(images.Count, dtype: int64, device: normal.device), images.Grey, (second, third) =>
        {
            if (kept < most)
            {
                cells.Add(PatchFeatures.Cells(second, third).MoveToOuterDisposeScope());
                kept += second.shape[0];
            }

            return PatchFeatures.Whole(second, third);
        });
        return new(session, images, features, Joined(cells), Joined(whole));
    }

    /// <summary>What the network makes of some images [rows], in that order.</summary>
    public PatchNumbers Of(Tensor rows) => new(Cells(rows), Whole.index_select(0, rows));

    /// <summary>How much is shown in the cells of some images [rows]: [rows, height, width]; null where none has gaps.</summary>
    public Tensor? Shown(Tensor rows) => _images.Shown(rows, _session.Grid);

    /// <summary>What is in the cells of some images [rows], in that order: [rows, channels, height, width].</summary>
    public Tensor Cells(Tensor rows)
    {
        if (rows.max().ToInt64() < _cells.shape[0])
        {
            return _cells.index_select(0, rows);
        }

        using var scope = NewDisposeScope();
        return cat(_session.Look(rows, _images.Grey, PatchFeatures.Cells).ToArray()).MoveToOuterDisposeScope();
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

    private static Tensor Spread(Tensor rows)
    {
        var step = Math.Max(1, (rows.shape[0] + MostImages - 1) / MostImages);
        return rows.index_select(0, arange(0, rows.shape[0], step, dtype: int64, device: rows.device));
    }
}
