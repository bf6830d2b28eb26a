using Vae.MLNet;
using static TorchSharp.torch;

namespace Vae.Training.Native;

/// <summary>Where training runs and with how many threads, for the time of one run.</summary>
internal sealed class TorchDevice : IDisposable
{
    private readonly int _threadsBefore = get_num_threads();

    private TorchDevice(Device device, int threads)
    {
        Device = device;
        set_num_threads(threads);
    }

    public Device Device { get; }

    /// <summary>Opens a device and sets the threads.</summary>
    /// <param name="choice">The device asked for.</param>
    /// <param name="threads">The threads asked for; 0: all cores.</param>
    /// <param name="large">
    /// Whether an operation of the network is work enough for several threads. Those of a small one run on one: its members learn side by side.
    /// </param>
    /// <exception cref="InvalidOperationException">CUDA is asked for and TorchSharp has none.</exception>
    public static TorchDevice Of(VaeDevice choice, int threads, bool large)
    {
        if (choice == VaeDevice.Cuda && !cuda.is_available())
        {
            throw new InvalidOperationException(
                "Training device 'Cuda' must be available to TorchSharp; it is not. Reference TorchSharp-cuda-linux or TorchSharp-cuda-windows " +
                "instead of libtorch-cpu, with an NVIDIA driver installed, or choose Auto or Cpu.");
        }

        var onCuda = choice == VaeDevice.Cuda || (choice == VaeDevice.Auto && cuda.is_available());
        return new(onCuda ? CUDA : CPU, !large ? 1 : threads > 0 ? threads : Environment.ProcessorCount);
    }

    /// <inheritdoc/>
    public void Dispose() => set_num_threads(_threadsBefore);
}
