namespace Vae.Cli.Tests.Deploy;

/// <summary>A test with the schema that Kubernetes publishes, skipped with the reason where it is not installed.</summary>
internal sealed class NeedsKubernetesSchemaFactAttribute : FactAttribute
{
    public static readonly string Folder = Path.Combine(Repository.Root, "tests/hosts/node");

    public NeedsKubernetesSchemaFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules/kubernetes-models")))
        {
            Skip = "The schema of Kubernetes is not installed: run npm ci in tests/hosts/node.";
        }
    }
}
