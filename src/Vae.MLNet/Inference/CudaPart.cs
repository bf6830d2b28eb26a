using System.Runtime.InteropServices;

namespace Vae.MLNet.Inference;

/// <summary>A part of what ONNX Runtime 1.31 loads for CUDA, and the files that it is found by.</summary>
/// <param name="Name">What to install.</param>
/// <param name="Files">Its native libraries, by the names that they are loaded under.</param>
internal sealed record CudaPart(string Name, IReadOnlyList<string> Files)
{
    /// <summary>The libraries that cannot be loaded.</summary>
    public IReadOnlyList<string> Missing() => [.. Files.Where(file => !CanLoad(file))];

    private static bool CanLoad(string file)
    {
        if (!NativeLibrary.TryLoad(file, out var library))
        {
            return false;
        }

        NativeLibrary.Free(library);
        return true;
    }
}
