using Microsoft.ML.OnnxRuntime;

namespace Vae.Benchmarks;

/// <summary>The least that scoring a file can cost: an empty .NET program that loads ONNX Runtime and opens the model. Run as a process of its own.</summary>
internal static class StartFloor
{
    public const string Name = "start-floor";

    public static int Run(string model)
    {
        using var session = new InferenceSession(model);
        return session.InputMetadata.Count > 0 ? 0 : 1;
    }
}
