namespace Vae.Training.Tests.Fixtures;

/// <summary>A test with ONNX Runtime for Node.js, skipped with the reason where it is not installed.</summary>
internal sealed class NeedsNodeHostFactAttribute : FactAttribute
{
    public static readonly string Folder = Path.Combine(Repository.Root, "tests/hosts/node");

    public NeedsNodeHostFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules/onnxruntime-node")))
        {
            Skip = "The independent ONNX host is not installed: run npm ci in tests/hosts/node.";
        }
    }
}
