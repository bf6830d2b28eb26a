using Vae.Training.Graph;
using Vae.Training.Images.Graph;
using static TorchSharp.torch;

namespace Vae.Training.Images.Backbone;

/// <summary>What a detector takes for normal in the eyes of a pretrained network.</summary>
/// <param name="Features">What is looked at.</param>
/// <param name="Nearest">What is normal in any cell.</param>
/// <param name="Places">What each member takes for normal in each cell [members].</param>
/// <param name="Fine">The same in each fine cell, its channels whitened: heatmaps are made of it too, scores are not.</param>
/// <param name="Usual">
/// The mean of each map over the cells of held-out normal images: what is as odd as they are [maps].
/// </param>
/// <param name="UsualFine">The same of the fine map.</param>
internal sealed record PatchDetector(
    PatchFeatures Features, NearestPatches Nearest, IReadOnlyList<LocalMap> Places, IReadOnlyList<LocalMap> Fine, IReadOnlyList<float> Usual,
    float UsualFine)
{
    /// <summary>Number of maps, without the fine one.</summary>
    public const int Maps = 2;

    /// <summary>How unusual what is in the cells [rows, channels, height, width] is to a member [maps] of [rows, height, width].</summary>
    public Tensor[] MapsOf(Tensor cells, int member) => [Nearest.Of(Features.Along(cells), member), Places[member].Of(cells)];

    /// <summary>The same as graph, for every member [members][maps] of [rows, height, width].</summary>
    public IReadOnlyList<string[]> MapsOf(OnnxTape tape, string cells) =>
    [
        .. Nearest.Of(tape, Features.Along(tape, cells), Features.Grid)
            .Select((nearest, member) => new[] { nearest, tape.Map(cells, Places[member]) }),
    ];
}
