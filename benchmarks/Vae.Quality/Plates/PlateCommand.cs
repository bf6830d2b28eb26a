using System.CommandLine;
using Microsoft.ML.Data;

namespace Vae.Quality.Plates;

/// <summary>The command line for made-up photographs, which may be shown and passed on, as those of benchmarks may not.</summary>
internal static class PlateCommand
{
    private static readonly Argument<DirectoryInfo> Folder = new("folder") { Description = "Where they go: train/ok, test/ok, test/DEFECT and masks/DEFECT, as 'defects' reads them." };
    private static readonly Option<int> Train = new("--train") { Description = "Good plates to train on.", DefaultValueFactory = _ => 120 };
    private static readonly Option<int> Good = new("--good") { Description = "Good plates to score.", DefaultValueFactory = _ => 60 };
    private static readonly Option<int> Each = new("--each") { Description = "Plates of each kind of defect.", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed.", DefaultValueFactory = _ => 0 };

    public static Command Create()
    {
        var command = new Command("plates", "Makes up photographs of metal plates, good ones and such with small defects.") { Folder, Train, Good, Each, Seed };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var (folder, random) = (line.GetRequiredValue(Folder).FullName, new Random(line.GetValue(Seed)));
        Save(Path.Combine(folder, "train", "ok"), line.GetValue(Train), () => new Plate(random));
        Save(Path.Combine(folder, "test", "ok"), line.GetValue(Good), () => new Plate(random));
        var defects = new PlateDefect(random);
        foreach (var kind in PlateDefect.Kinds)
        {
            var plates = Save(Path.Combine(folder, "test", kind), line.GetValue(Each), () => defects.Make(kind));
            var masks = plates.Select(plate => plate.Changed.Select(changed => changed ? byte.MaxValue : byte.MinValue).ToArray());
            Save(Path.Combine(folder, "masks", kind), "png", masks);
        }
    }

    private static List<Plate> Save(string folder, int count, Func<Plate> make)
    {
        List<Plate> plates = [.. Enumerable.Range(0, count).Select(_ => make())];
        Save(folder, "jpg", plates.Select(plate => plate.Photograph));
        return plates;
    }

    private static void Save(string folder, string format, IEnumerable<byte[]> pictures)
    {
        Directory.CreateDirectory(folder);
        foreach (var (picture, index) in pictures.Select((picture, index) => (picture, index)))
        {
            byte[] colours = [.. picture.SelectMany(grey => new[] { grey, grey, grey, byte.MaxValue })];
            using var image = MLImage.CreateFromPixels(Plate.Side, Plate.Side, MLPixelFormat.Bgra32, colours);
            image.Save(Path.Combine(folder, FormattableString.Invariant($"{Path.GetFileName(folder)}-{index + 1}.{format}")));
        }
    }
}
