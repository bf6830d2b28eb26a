using TorchSharp;

namespace Vae.Training.Tests.Native;

/// <summary>The native library that TorchSharp brings for Linux; tests work on copies.</summary>
internal static class NativeLibraryFile
{
    public static readonly string Path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(typeof(torch).Assembly.Location)!, "runtimes/linux-x64/native/libLibTorchSharp.so");

    public static byte[] Bytes => File.ReadAllBytes(Path);
}
