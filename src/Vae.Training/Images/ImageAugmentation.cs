using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Turns, stretches and shifts the images of a batch a little, each in its own way: it halves what small sets of images are learnt by heart. What the
/// member must reproduce is the moved image.
/// </summary>
internal sealed class ImageAugmentation(ImageNetwork network, Generator generator)
{
    /// <summary>Most radians to turn by, most relative change of a side, and largest shift in halves of a side.</summary>
    private const double Turn = 0.1, Stretch = 0.05, Shift = 0.1;

    /// <summary>[members, batch, inputs] → the same, moved; the border goes on beyond the edge.</summary>
    public Tensor Apply(Tensor batch)
    {
        using var none = no_grad();
        var images = batch.reshape(-1, network.Shape.Channels, network.Height, network.Width);
        var random = (rand([5, images.shape[0]], device: batch.device, generator: generator) * 2) - 1;  // [5, images], −1 to 1
        var (angle, stretchX, stretchY) = (Turn * random[0], 1 + (Stretch * random[1]), 1 + (Stretch * random[2]));
        Tensor[] map = [angle.cos() * stretchX, -angle.sin(), Shift * random[3], angle.sin(), angle.cos() * stretchY, Shift * random[4]];
        var grid = nn.functional.affine_grid(stack(map, 1).view(-1, 2, 3), images.shape, align_corners: false);  // [images, height, width, 2]
        return nn.functional.grid_sample(images, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false).view(batch.shape);
    }
}
