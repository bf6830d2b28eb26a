using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>
/// What normal training images show in fine cells: sums for each fold, gathered while the network looks at them, as the cells of all would take too
/// much memory; and those of a few images of each fold.
/// </summary>
internal sealed class FineMaterial
{
    /// <summary>Images of a fold that are kept: 64 channels are whitened on some hundred thousand cells.</summary>
    private const int KeptImages = 24;

    private readonly Dictionary<long, int> _foldOf = [];                                // of rows
    private readonly Dictionary<long, int> _placeOf = [];                               // of kept rows among those of their fold

    /// <summary>Room for them; its tensors belong to the dispose scope of the caller.</summary>
    /// <param name="normal">The images that count as normal.</param>
    /// <param name="grid">The cells.</param>
    public FineMaterial(NormalRows normal, PatchGrid grid)
    {
        var device = normal.Inside[0].device;
        var (channels, height, width) = (PretrainedBackbone.FirstChannels, grid.Down(CellSize.Fine), grid.Across(CellSize.Fine));
        Rows = [.. normal.Inside.Select(rows => PatchMaterial.Spread(rows, KeptImages))];
        Kept = [.. Rows.Select(rows => zeros([rows.shape[0], channels, height, width], device: device))];
        Moments = [.. normal.Inside.Select(_ => new PlaceMoments(channels, height, width, device))];
        foreach (var (rows, fold) in normal.Inside.Select((rows, fold) => (rows, fold)))
        {
            foreach (var row in rows.cpu().data<long>())
            {
                _foldOf[row] = fold;
            }

            foreach (var (row, place) in Rows[fold].cpu().data<long>().Select((row, place) => (row, place)))
            {
                _placeOf[row] = place;
            }
        }
    }

    /// <summary>Sums over the normal images of each fold.</summary>
    public IReadOnlyList<PlaceMoments> Moments { get; }

    /// <summary>The images of each fold that are kept [folds] of [rows].</summary>
    public IReadOnlyList<Tensor> Rows { get; }

    /// <summary>What is in their fine cells [folds] of [rows, channels, height, width].</summary>
    public IReadOnlyList<Tensor> Kept { get; }

    /// <summary>Adds some images.</summary>
    /// <param name="rows">Which they are [rows].</param>
    /// <param name="cells">What is in their fine cells [rows, channels, height, width].</param>
    public void Add(Tensor rows, Tensor cells)
    {
        using var scope = NewDisposeScope();
        foreach (var (row, index) in rows.cpu().data<long>().Select((row, index) => (row, index)))
        {
            if (_foldOf.TryGetValue(row, out var fold))
            {
                var own = cells.narrow(0, index, 1);
                Moments[fold].Add(own);
                if (_placeOf.TryGetValue(row, out var place))
                {
                    Kept[fold].narrow(0, place, 1).copy_(own);
                }
            }
        }
    }
}
