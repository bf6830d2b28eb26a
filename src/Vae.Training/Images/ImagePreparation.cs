using Vae.MLNet;
using Vae.MLNet.Images;
using Vae.Training.Learning;
using Vae.Training.Native;
using static TorchSharp.torch;

namespace Vae.Training.Images;

/// <summary>
/// What there is of images before anything learns: folds, scaling, first weights. Made again from images, options and seed wherever a member is
/// trained; its tensors belong to the dispose scope of the caller.
/// </summary>
internal sealed class ImagePreparation : IDisposable
{
    private readonly TorchDevice _device;

    public ImagePreparation(
        VaeTrainingData data, VaeImageShape shape, VaeTrainingOptions options, LearningPlan plan, CancellationToken cancellation)
    {
        Network = new ImageNetwork(shape);
        _device = TorchDevice.Of(options.Device, options.Threads, large: true);         // convolutions are always work enough for all cores
        Generator = new Generator((ulong)options.SeedOrDefault, _device.Device);
        CpuGenerator = new Generator((ulong)options.SeedOrDefault);
        Photographs = new(data.Tiling?.Count ?? 1, Folds.Deal(data.Rows, plan.Members, CpuGenerator, data.GroupIndexes));
        var mask = options.ImageMask is { } path ? tensor(ImageMask.Open(path).Of(shape), device: _device.Device) : null;
        Pixels = new PixelRows(data.Pixels!, mask, _device.Device, cancellation);
        Scaler = ImageScaler.Fit(Pixels.Parts().Select(part => part.Pixels), shape);
        (Inputs, Judged) = Seen(Pixels, Scaler, Network, _device.Device);
        var (latent, expected) = (options.LatentDimension ?? Network.Latent, Network.Pooled(Scaler.Expected)[0]);
        Ensemble = new ImageEnsemble(plan.Members, Network, options.HiddenUnits, latent, expected, CpuGenerator);
    }

    /// <summary>The sizes of the networks.</summary>
    public ImageNetwork Network { get; }

    /// <summary>Draws what learning needs, on the device.</summary>
    public Generator Generator { get; }

    /// <summary>Draws all else.</summary>
    public Generator CpuGenerator { get; }

    /// <summary>Which images are tiles of one photograph, and who never sees what of these.</summary>
    public Photographs Photographs { get; }

    /// <summary>Who never sees what.</summary>
    public Folds Folds => Photographs.OfTiles;

    /// <summary>The images.</summary>
    public PixelRows Pixels { get; }

    /// <summary>Puts them on one scale.</summary>
    public ImageScaler Scaler { get; }

    /// <summary>The images as the networks see them [rows, inputs].</summary>
    public Tensor Inputs { get; }

    /// <summary>Whether each shows anything [rows].</summary>
    public bool[] Judged { get; }

    /// <summary>The networks with their first weights.</summary>
    public ImageEnsemble Ensemble { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        CpuGenerator.Dispose();
        Generator.Dispose();
        _device.Dispose();
    }

    private static (Tensor Inputs, bool[] Judged) Seen(PixelRows pixels, ImageScaler scaler, ImageNetwork network, Device device)
    {
        var (inputs, judged) = (empty([pixels.Count, network.Length], device: device), new List<bool>(pixels.Count));
        foreach (var (rows, part) in pixels.Parts())
        {
            using var scope = NewDisposeScope();
            inputs[TensorIndex.Slice(rows.Start.Value, rows.End.Value)] = network.Pooled(scaler.Apply(part));
            judged.AddRange(part.isnan().logical_not().any(1).cpu().data<bool>().ToArray());
        }

        return (inputs, [.. judged]);
    }
}
