using TorchSharp;
using Vae.Training.Graph;
using Vae.Training.Images.Backbone;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// How much is shown at each place of an image, where training images had gaps: by it each map of what is unusual is multiplied, so that what is
/// masked or missing is not looked at. A pretrained network sees a cell in the light of its neighbours: those beside a gap count less.
/// </summary>
internal static class ShownShare
{
    private static readonly long[] One = [1, 1];

    /// <summary>0 to 1 for each pixel, or each cell of a pretrained network [rows, height, width]; null where training images had no gaps.</summary>
    /// <param name="pixels">Images as the user has them [rows, pixels].</param>
    /// <param name="scaler">Knows of the gaps.</param>
    /// <param name="grid">The cells; null without a pretrained network.</param>
    /// <param name="size">Their size.</param>
    public static Tensor? Of(Tensor pixels, ImageScaler scaler, PatchGrid? grid, CellSize size)
    {
        if (!scaler.HasGaps)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var shape = scaler.Shape;
        var known = scaler.Shown(pixels).isnan().logical_not().to(float32).view(-1, shape.Channels, shape.Height, shape.Width);
        var shown = known.mean([1], keepdim: true);                                     // [rows, 1, height, width]
        if (grid is not null)
        {
            var own = nn.functional.avg_pool2d(grid.Widen(shown), size.Pixels);
            var wide = nn.functional.pad(own, [size.Around, size.Around, size.Around, size.Around], PaddingModes.Replicate);
            shown = own * nn.functional.avg_pool2d(wide, size.Window, stride: 1);
        }

        return shown.squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>The same as graph.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="missing">Which pixels are not shown [rows, channels, height, width].</param>
    /// <param name="scaler">Knows of the gaps.</param>
    /// <param name="grid">The cells; null without a pretrained network.</param>
    /// <param name="size">Their size.</param>
    public static string? Of(OnnxTape tape, string missing, ImageScaler scaler, PatchGrid? grid, CellSize size)
    {
        if (!scaler.HasGaps)
        {
            return null;
        }

        var known = tape.ToFloat(tape.Op("Not", [missing]));
        if (grid is null)
        {
            return tape.MeanOfChannels(known);
        }

        var shown = grid.Widen(tape, tape.Op("ReduceMean", [known], ("axes", new long[] { 1 }), ("keepdims", 1L)));
        var (cell, window) = (new long[] { size.Pixels, size.Pixels }, new long[] { size.Window, size.Window });
        var own = tape.Op("AveragePool", [shown], ("kernel_shape", cell), ("strides", cell));
        var wide = tape.PadEdge(own, size.Around, size.Around, size.Around, size.Around);
        var around = tape.Op("AveragePool", [wide], ("kernel_shape", window), ("strides", One));
        return tape.MeanOfChannels(tape.Mul(own, around));
    }
}
