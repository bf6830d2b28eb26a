using TorchSharp;

namespace Vae.Training.Tests.Fixtures;

/// <summary>A test of what happens without CUDA, skipped where it works.</summary>
internal sealed class NoCudaFactAttribute : FactAttribute
{
    public NoCudaFactAttribute()
    {
        if (torch.cuda.is_available())
        {
            Skip = "CUDA works here.";
        }
    }
}
