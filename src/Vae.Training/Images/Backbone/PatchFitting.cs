using TorchSharp;
using Vae.Training.Scoring;
using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>Measures what is normal in the eyes of a pretrained network: for each member without its fold.</summary>
/// <param name="material">The training images in its eyes.</param>
/// <param name="normal">Which of them count as normal.</param>
/// <param name="generator">Draws patches.</param>
/// <param name="cancellation">Abandons the fitting.</param>
internal sealed class PatchFitting(PatchMaterial material, NormalRows normal, Generator generator, CancellationToken cancellation)
{
    /// <summary>Centres of patches for each fold; a member looks at those of the others.</summary>
    private const int Centres = 1_500;

    /// <summary>Images of a fold that centres are made of: more hardly move them.</summary>
    private const int MostImages = 512;

    /// <summary>Images of a fold that show what is usual.</summary>
    private const int UsualImages = 64;

    private const int ChunkImages = 32;

    /// <summary>Images that are all alike have nothing that is usual.</summary>
    private const float SmallestUsual = 1e-4f;

    /// <summary>The result; its tensors belong to the dispose scope of the caller.</summary>
    public PatchDetector Fit()
    {
        var centres = normal.Inside.Select(CentresOf).ToArray();
        var count = centres.Min(fold => fold.shape[0]);
        var nearest = new NearestPatches([.. centres.Select(fold => fold[..(int)count].contiguous())]);
        var places = LocalMap.Fit([.. normal.Inside.Select(rows => PlaceMoments.Of(Parts(rows)))], sample: null, inHalf: true);
        var fine = LocalMap.Fit(material.Fine.Moments, FineOutside, inHalf: true);
        var detector = new PatchDetector(material.Features, nearest, places, fine, [], 0);
        var means = normal.Inside.Select((rows, member) => Means(detector, PatchMaterial.Spread(rows, UsualImages), member)).ToArray();
        var usual = Enumerable.Range(0, PatchDetector.Maps).Select(map => means.Average(member => member[map]));
        return detector with { Usual = [.. usual.Select(Least)], UsualFine = Least(fine.Select(FineMean).Average()) };

        static float Least(float mean) => Math.Max(SmallestUsual, mean);
    }

    private Tensor CentresOf(Tensor rows)
    {
        cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        var parts = Parts(PatchMaterial.Spread(rows, MostImages)).Select(part => material.Features.Along(part).permute(0, 2, 3, 1).flatten(0, 2));
        return Prototypes.OfMany(cat(parts.ToArray()), Centres, generator).MoveToOuterDisposeScope();
    }

    private IEnumerable<Tensor> Parts(Tensor rows) => rows.split(ChunkImages).Select(part =>
    {
        cancellation.ThrowIfCancellationRequested();
        return material.Cells(part);
    });

    private float[] Means(PatchDetector detector, Tensor rows, int member)
    {
        using var scope = NewDisposeScope();
        var shown = material.Shown(rows, CellSize.Coarse);
        return [.. detector.MapsOf(material.Cells(rows), member).Select(map => MeanOf(map, shown))];
    }

    private float FineMean(LocalMap map, int member)
    {
        using var scope = NewDisposeScope();
        return MeanOf(map.Of(material.Fine.Kept[member]), material.Shown(material.Fine.Rows[member], CellSize.Fine));
    }

    /// <summary>What is in the fine cells of some normal images outside the fold of a member [rows, channels, height, width].</summary>
    private Tensor FineOutside(int member) => cat(material.Fine.Kept.Where((_, fold) => fold != member).ToArray());

    private static float MeanOf(Tensor map, Tensor? shown) =>
        (shown is null ? map.mean() : (map * shown).sum() / shown.sum().clamp_min(1)).ToSingle();
}
