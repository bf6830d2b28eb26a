using System.Runtime.CompilerServices;
using Vae.Training.Native;

// Torch has one setting of threads and one count of tensors per process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Vae.Training.Tests.Fixtures;

/// <summary>Makes TorchSharp usable before the first test touches it.</summary>
internal static class TestProcess
{
    [ModuleInitializer]
    internal static void Start() => TorchNative.EnsureLoaded();
}
