using System.Runtime.CompilerServices;

namespace Vae.MLNet.Tests.Images;

/// <summary>The image files beside this class, 64 x 48 pixels each; make.py says how they were made.</summary>
internal static class Fixture
{
    public static readonly VaeImageShape Colour = new(3, 48, 64);

    public static string Path(string name) => System.IO.Path.Combine(Folder(), "Fixtures", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    private static string Folder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
