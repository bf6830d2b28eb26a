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

    private static readonly Option<int> Width = new("--width") { Description = "Pixels of a row.", DefaultValueFactory = _ => Plate.Side };
    private static readonly Option<int> Height = new("--height") { Description = "Rows of pixels.", DefaultValueFactory = _ => Plate.Side };

    public static Command Create()
    {
        var command = new Command("plates", "Makes up photographs of metal plates, good ones and such with small defects.") { Folder, Train, Good, Each, Seed, Width, Height };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var (folder, random) = (line.GetRequiredValue(Folder).FullName, new Random(line.GetValue(Seed)));
        var (width, height) = (line.GetValue(Width), line.GetValue(Height));
        Save(Path.Combine(folder, "train", "ok"), line.GetValue(Train), () => new Plate(random, width, height));
        Save(Path.Combine(folder, "test", "ok"), line.GetValue(Good), () => new Plate(random, width, height));
        var defects = new PlateDefect(random, width, height);
        foreach (var kind in PlateDefect.Kinds)
        {
            for (var place = 1; place <= line.GetValue(Each); place++)
            {
                var plate = defects.Make(kind);
                Save(Path.Combine(folder, "test", kind), place, "jpg", plate.Photograph, plate);
                byte[] mask = [.. plate.Changed.Select(changed => changed ? byte.MaxValue : byte.MinValue)];
                Save(Path.Combine(folder, "masks", kind), place, "png", mask, plate);
            }
        }
    }

    private static void Save(string folder, int count, Func<Plate> make)
    {
        for (var place = 1; place <= count; place++)
        {
            var plate = make();
            Save(folder, place, "jpg", plate.Photograph, plate);
        }
    }

    private static void Save(string folder, int place, string format, byte[] picture, Plate plate)
    {
        Directory.CreateDirectory(folder);
        byte[] colours = [.. picture.SelectMany(grey => new[] { grey, grey, grey, byte.MaxValue })];
        using var image = MLImage.CreateFromPixels(plate.Width, plate.Height, MLPixelFormat.Bgra32, colours);
        image.Save(Path.Combine(folder, FormattableString.Invariant($"{Path.GetFileName(folder)}-{place}.{format}")));
    }
}
