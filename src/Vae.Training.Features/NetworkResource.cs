namespace Vae.Training.Features;

/// <summary>The file inside this assembly.</summary>
internal static class NetworkResource
{
    private const string Name = "network.onnx";

    /// <summary>Opens it.</summary>
    public static Stream Open() => typeof(NetworkResource).Assembly.GetManifestResourceStream(Name)
        ?? throw new InvalidOperationException($"Resource '{Name}' must lie in Vae.Training.Features; got none. Take the package as it was built.");
}
