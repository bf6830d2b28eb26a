using Vae.MLNet;
using Vae.Training;

namespace Vae.Quality.Images;

/// <summary>
/// Photographs of one product: a folder with train/ok, test/ok, test/DEFECT and masks/DEFECT, white where the defect is. A file groups.csv says which
/// photographs show the same thing: lines "path below the folder,group".
/// </summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Shape">What all images are brought to.</param>
/// <param name="Train">The grey values of the training images.</param>
/// <param name="Groups">Their groups; null without the file.</param>
/// <param name="Test">The grey values of the test images.</param>
/// <param name="Classes">Their folders: "ok" for normal ones.</param>
/// <param name="Masks">Where their defects are [height · width].</param>
internal sealed record DefectSet(
    string Name, VaeImageShape Shape, IReadOnlyList<float[]> Train, IReadOnlyList<string>? Groups, IReadOnlyList<float[]> Test,
    IReadOnlyList<string> Classes, IReadOnlyList<bool[]> Masks)
{
    private const string Normal = "ok";

    /// <summary>Whether each test image has a defect.</summary>
    public bool[] Defective => [.. Classes.Select(folder => folder != Normal)];

    /// <summary>The kinds of defects.</summary>
    public IReadOnlyList<string> Defects => [.. Classes.Where(folder => folder != Normal).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Reads the folder.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="side">Height and width to bring images to; 0 for what suits the training images.</param>
    public static DefectSet Read(string root, int side)
    {
        var training = VaeImageSet.Open(Path.Combine(root, "train")).WithLabel(Normal);
        var suggested = training.SuggestShape(VaeTraining.StandardImageSide);
        var shape = side > 0 ? new VaeImageShape(suggested.Channels, side, side) : suggested;
        var test = VaeImageSet.Open(Path.Combine(root, "test"));
        var masks = new VaeImageReader(new(1, shape.Height, shape.Width));
        string[] names = [.. Enumerable.Range(0, test.Count).Select(test.Name)];
        return new(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(root)), shape, Pixels(training), GroupsOf(root, training), Pixels(test),
            [.. Enumerable.Range(0, test.Count).Select(test.Label)],
            [.. names.Select(name => Mask(masks, Path.Combine(root, "masks", Path.ChangeExtension(name, ".png")), shape))]);

        float[][] Pixels(VaeImageSet set) => [.. set.Read(shape).Select(image => image.Pixels)];
    }

    private static bool[] Mask(VaeImageReader reader, string path, VaeImageShape shape) =>
        File.Exists(path) ? [.. reader.Read(path).Pixels.Select(value => value > 127)] : new bool[shape.Height * shape.Width];

    private static string[]? GroupsOf(string root, VaeImageSet training)
    {
        var path = Path.Combine(root, "groups.csv");
        if (!File.Exists(path))
        {
            return null;
        }

        var groups = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[1]);
        return [.. Enumerable.Range(0, training.Count).Select(image => groups["train/" + training.Name(image)])];
    }
}
