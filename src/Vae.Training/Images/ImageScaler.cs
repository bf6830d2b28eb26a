using TorchSharp;
using Vae.MLNet;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// Puts grey values on one scale per channel: minus their mean, over their standard deviation around the mean image. One scale for all pixels leaves
/// those that never vary harmless and lets them speak when they do. A missing pixel becomes what is expected there.
/// </summary>
internal sealed class ImageScaler
{
    /// <summary>Values of pixels: beyond them is clipped.</summary>
    public const float Darkest = 0, Brightest = 255;

    /// <summary>Smallest scale, in grey levels: images that hardly differ must not be judged by their noise.</summary>
    private const double SmallestScale = 4;

    /// <summary>
    /// Values of an image from which on what missing pixels become is kept in half precision: it is a tenth of a grey level at most.
    /// </summary>
    private const int ManyValues = 1 << 16;

    private ImageScaler(VaeImageShape shape, float[] mean, float[] scale, Tensor expected, Tensor fill) =>
        (Shape, Mean, Scale, Expected, Fill) = (shape, mean, scale, expected, fill);

    /// <summary>The size of the images.</summary>
    public VaeImageShape Shape { get; }

    /// <summary>Mean grey value of each channel.</summary>
    public float[] Mean { get; }

    /// <summary>Grey levels per unit of each channel.</summary>
    public float[] Scale { get; }

    /// <summary>The mean image, scaled [1, channels, height, width].</summary>
    public Tensor Expected { get; }

    /// <summary>What missing pixels become, scaled: the mean image [1, channels, height, width].</summary>
    public Tensor Fill { get; }

    /// <summary>Whether <see cref="Fill"/> is kept in half precision, as it is of large images.</summary>
    public bool HasHalfFill => Shape.Length >= ManyValues;

    /// <summary>Pixels that no training image shows [1, channels, height, width]; null where each is shown by some.</summary>
    public Tensor? Masked { get; private init; }

    /// <summary>
    /// Whether training images have pixels that are not shown, masked in all or missing in some: what is not shown is not looked at.
    /// </summary>
    public bool HasGaps { get; private init; }

    /// <summary>
    /// Measures images as the user has them, in parts [rows, pixels], in double precision; the tensors of the result belong to the dispose scope of
    /// the caller.
    /// </summary>
    public static ImageScaler Fit(IEnumerable<Tensor> parts, VaeImageShape shape)
    {
        using var scope = NewDisposeScope();
        Tensor? count = null, sum = null, squares = null;
        var rows = 0L;                                                                  // that show anything
        foreach (var part in parts)
        {
            using var inner = NewDisposeScope();
            count ??= zeros(part.shape[1], dtype: float64, device: part.device).MoveToOuterDisposeScope();
            sum ??= zeros_like(count).MoveToOuterDisposeScope();
            squares ??= zeros_like(count).MoveToOuterDisposeScope();
            var known = part.isnan().logical_not();
            var values = where(known, part, zeros_like(part)).clamp(Darkest, Brightest).to(float64);
            count.add_(known.to(float64).sum([0]));
            sum.add_(values.sum([0]));
            squares.add_(values.square().sum([0]));
            rows += known.any(1).sum().ToInt64();
        }

        return Of(count!, sum!, squares!, rows, shape);
    }

    private static ImageScaler Of(Tensor count, Tensor sum, Tensor squares, long rows, VaeImageShape shape)
    {

        var byChannel = new long[] { shape.Channels, -1 };
        var channelMean = sum.view(byChannel).sum(1) / count.view(byChannel).sum(1).clamp_min(1);  // [channels]
        var image = where(count > 0, sum / count.clamp_min(1), channelMean.unsqueeze(1).expand(-1, shape.Length / shape.Channels).reshape(-1));
        var around = (squares - (count * image.square())).clamp_min(0).view(byChannel).sum(1) / count.view(byChannel).sum(1).clamp_min(1);
        var scale = around.sqrt().clamp_min(SmallestScale);
        var scaled = (image.view(byChannel) - channelMean.unsqueeze(1)) / scale.unsqueeze(1);
        var expected = scaled.to(float32).view(1, shape.Channels, shape.Height, shape.Width);
        var masked = (count == 0).view(1, shape.Channels, shape.Height, shape.Width);
        return new(
            shape, [.. channelMean.cpu().data<double>().Select(value => (float)value)], [.. scale.cpu().data<double>().Select(value => (float)value)],
            expected.MoveToOuterDisposeScope(), (shape.Length < ManyValues ? expected : expected.to(float16).to(float32)).MoveToOuterDisposeScope())
        {
            Masked = masked.any().ToBoolean() ? masked.MoveToOuterDisposeScope() : null,
            HasGaps = (count < rows).any().ToBoolean(),
        };
    }

    /// <summary>Images as the user has them [rows, pixels], missing where training images showed nothing either.</summary>
    public Tensor Shown(Tensor pixels) => Masked is null ? pixels : pixels.masked_fill(Masked.view(1, -1), float.NaN);

    /// <summary>Scaled images of those that the user has [rows, pixels]: [rows, channels, height, width].</summary>
    public Tensor Apply(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        var images = pixels.view(-1, Shape.Channels, Shape.Height, Shape.Width);
        var z = (images.clamp(Darkest, Brightest) - ByChannel(Mean, pixels.device)) / ByChannel(Scale, pixels.device);
        return where(images.isnan(), Fill, z).MoveToOuterDisposeScope();
    }

    /// <summary>Brings scaled images [rows, channels, height, width] back to grey values.</summary>
    public Tensor Invert(Tensor scaled) => ((scaled * ByChannel(Scale, scaled.device)) + ByChannel(Mean, scaled.device)).clamp(Darkest, Brightest);

    private static Tensor ByChannel(float[] values, Device device) => tensor(values, device: device).view(1, -1, 1, 1);
}
