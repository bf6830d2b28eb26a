using Microsoft.ML.OnnxRuntime;

namespace Vae.MLNet.Inference;

/// <summary>The device that a model runs on, and why. Decided once per model, by trying.</summary>
/// <param name="Device">The device.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="IsExpected">True where the program's own packages and options leave no other: nothing that a log must explain.</param>
internal sealed record RunningDevice(VaeDevice Device, string Reason, bool IsExpected = false)
{
    /// <summary>Makes the first session of a model: on CUDA where the options ask for it and it works.</summary>
    /// <exception cref="InvalidOperationException">There is no native ONNX Runtime, or CUDA is asked for and does not work.</exception>
    public static (InferenceSession Session, RunningDevice Device) Choose(byte[] model, string source, VaeModelOptions options, int threads)
    {
        NativeOnnxRuntime.EnsureLoaded();
        if (options.Device == VaeDevice.Cpu)
        {
            return OnCpu("the options ask for the CPU", isExpected: true);
        }

        if (!CudaParts.HasProvider())
        {
            return WithoutCuda("the native ONNX Runtime of this program has no CUDA", hasProvider: false);
        }

        try
        {
            var device = new RunningDevice(VaeDevice.Cuda, FormattableString.Invariant($"CUDA device {options.GpuDeviceId} works"));
            return (CreateOnCuda(model, options, threads), device);
        }
        catch (OnnxRuntimeException exception)
        {
            return WithoutCuda(FirstLine(exception.Message), hasProvider: true, exception);   // it fails on what is missing beside it
        }

        (InferenceSession, RunningDevice) WithoutCuda(string missing, bool hasProvider, Exception? exception = null) =>
            options.Device == VaeDevice.Cuda
                ? throw new InvalidOperationException(
                    $"Device 'Cuda' must be usable; got: {missing}. {CudaParts.Advice(hasProvider)}", exception)
                : OnCpu($"CUDA cannot be used: {missing}", isExpected: !hasProvider);

        (InferenceSession, RunningDevice) OnCpu(string reason, bool isExpected)
        {
            var device = new RunningDevice(VaeDevice.Cpu, reason, isExpected);
            return (device.Create(model, source, options, threads), device);
        }
    }

    /// <summary>Makes a session on the device that was chosen before.</summary>
    public InferenceSession Create(byte[] model, string source, VaeModelOptions options, int threads)
    {
        try
        {
            if (Device == VaeDevice.Cuda)
            {
                return CreateOnCuda(model, options, threads);
            }

            using var session = SessionOptionsFor(threads);
            return new InferenceSession(model, session);
        }
        catch (OnnxRuntimeException exception)
        {
            throw VaeModelException.Invalid(
                source,
                $"the graph must be one that ONNX Runtime can run; got: {FirstLine(exception.Message)} (invalid). Export the model again.",
                exception);
        }
    }

    private static InferenceSession CreateOnCuda(byte[] model, VaeModelOptions options, int threads)
    {
        using var session = SessionOptionsFor(threads);
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(new Dictionary<string, string>
        {
            ["device_id"] = FormattableString.Invariant($"{options.GpuDeviceId}"),

            // TF32 rounds products to 10 bits: scores would differ from the CPU's in the third digit.
            ["use_tf32"] = "0",
        });
        session.AppendExecutionProvider_CUDA(cuda);
        return new InferenceSession(model, session);
    }

    private static SessionOptions SessionOptionsFor(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Spinning threads of ONNX Runtime would take the processor from the thread that reads the rows.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    private static string FirstLine(string message) => message.AsSpan().Trim() is var text && text.IndexOf('\n') is >= 0 and var end
        ? text[..end].Trim().ToString()
        : text.ToString();
}
