namespace Vae.Notebooks.Tests;

/// <summary>Tests in the real kernel, skipped with the reason where it is not installed.</summary>
internal sealed class NeedsKernelTheoryAttribute : TheoryAttribute
{
    public NeedsKernelTheoryAttribute() => Skip = Kernel.Missing;
}
