using System.Reflection;
using Microsoft.ML.OnnxRuntime;

namespace Vae.MLNet.Inference;

/// <summary>The native half of ONNX Runtime, which every program chooses for itself, so that it can be missing.</summary>
internal static class NativeOnnxRuntime
{
    private const string Library = "onnxruntime";

    /// <summary>The version of the managed half: the native half must have the same.</summary>
    public static string Version { get; } =
        typeof(SessionOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Loads it. Later calls cost nothing worth counting.</summary>
    /// <exception cref="InvalidOperationException">It is not there, or does not fit; the message says what to add.</exception>
    public static void EnsureLoaded()
    {
        try
        {
            new SessionOptions().Dispose();
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new InvalidOperationException(MessageOf((exception as TypeInitializationException)?.InnerException ?? exception), exception);
        }
    }

    /// <summary>
    /// Works while it loads on another thread, as that takes longer than to read and check a model. Both have ended when this returns or throws: a
    /// process that ends in the middle of loading, because a model was refused, falls over in native code.
    /// </summary>
    /// <param name="work">What is done meanwhile; its result or failure is that of the call.</param>
    /// <param name="load">Loads it; null for <see cref="EnsureLoaded"/>.</param>
    public static T LoadDuring<T>(Func<T> work, Action? load = null)
    {
        var loading = Task.Run(load ?? EnsureLoaded);
        try
        {
            return work();
        }
        finally
        {
            try
            {
                loading.Wait();
            }
            catch (AggregateException)
            {
                // Whoever opens a session meets it again, and is told.
            }
        }
    }

    /// <summary>One sentence on what is wrong, and the line that puts it right.</summary>
    /// <param name="cause">What the runtime said when it looked for the library.</param>
    internal static string MessageOf(Exception cause)
    {
        var found = cause is DllNotFoundException
            ? $"Native library '{Library}' must be where this program finds it; got none."
            : $"Native library '{Library}' must have version {Version}, as its managed half; got one that does not fit: {cause.Message}";
        return $"{found} Run 'dotnet add package Microsoft.ML.OnnxRuntime --version {Version}' for the CPU, or reference "
            + $"Microsoft.ML.OnnxRuntime.Gpu for CUDA; in a notebook, '#r \"nuget: Microsoft.ML.OnnxRuntime, {Version}\"' before anything is scored.";
    }
}
