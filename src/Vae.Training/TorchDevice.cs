using TorchSharp;
using Vae.MLNet;
using static TorchSharp.torch;

namespace Vae.Training;

/// <summary>Where training runs and with how many threads, for the time of one run.</summary>
internal sealed class TorchDevice : IDisposable
{
    /// <summary>Weights per member from which more threads gain more than they cost.</summary>
    private const long LargeNetwork = 200_000;

    private readonly int _threadsBefore = get_num_threads();

    private TorchDevice(Device device, int threads)
    {
        Device = device;
        set_num_threads(threads);
    }

    public Device Device { get; }

    /// <summary>For a table of that many features.</summary>
    /// <exception cref="InvalidOperationException">CUDA is asked for and TorchSharp has none.</exception>
    public static TorchDevice For(VaeTrainingOptions options, int features) =>
        For(options, large: (2L * features * options.HiddenUnits) + (2L * options.HiddenUnits * options.HiddenUnits) >= LargeNetwork);

    /// <summary>For images, whose convolutions are always work enough for all cores.</summary>
    /// <exception cref="InvalidOperationException">CUDA is asked for and TorchSharp has none.</exception>
    public static TorchDevice ForImages(VaeTrainingOptions options) => For(options, large: true);

    private static TorchDevice For(VaeTrainingOptions options, bool large)
    {
        if (options.Device == VaeDevice.Cuda && !cuda.is_available())
        {
            throw new InvalidOperationException(
                "Training device 'Cuda' must be available to TorchSharp; it is not. Reference TorchSharp-cuda-linux or TorchSharp-cuda-windows instead of libtorch-cpu, with an NVIDIA driver installed, or choose Auto or Cpu.");
        }

        var onCuda = options.Device == VaeDevice.Cuda || (options.Device == VaeDevice.Auto && cuda.is_available());
        var threads = options.Threads > 0 ? options.Threads : large ? Environment.ProcessorCount : 1;
        return new(onCuda ? CUDA : CPU, threads);
    }

    /// <inheritdoc/>
    public void Dispose() => set_num_threads(_threadsBefore);
}
