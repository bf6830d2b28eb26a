using Vae.MLNet.Inference;

namespace Vae.MLNet;

/// <summary>What models run on here: the native ONNX Runtime of this program, and CUDA.</summary>
public static class VaeRuntime
{
    /// <summary>Looks for the native libraries that scoring needs, loading what it finds. Throws nothing: what is missing is a finding.</summary>
    public static IReadOnlyList<VaeFinding> Examine() => NativeFindings.All();
}
