using System.CommandLine;
using System.Diagnostics;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Quality.Images;

/// <summary>The command line for real defects of one product.</summary>
internal static class DefectCommand
{
    private static readonly Argument<string> Root = new("folder") { Description = "Folder with train/ok, test/ok, test/DEFECT, masks/DEFECT and groups.csv." };
    private static readonly Option<int> Side = new("--side") { Description = "Height and width that images are brought to; 0 for the size that suits them." };
    private static readonly Option<string> Seeds = new("--seeds") { Description = "Seeds, separated by commas.", DefaultValueFactory = _ => "0" };
    private static readonly Option<bool?> Pretrained = new("--pretrained") { Description = "Whether a pretrained network looks too." };
    private static readonly Option<int?> Steps = new("--steps") { Description = "Optimiser steps." };
    private static readonly Option<string?> Save = new("--save") { Description = "Where the model of the last seed goes." };

    public static Command Create()
    {
        var command = new Command("defects", "Detection quality on photographs of real defects: by image, by pixel, and how many normal ones are flagged.")
        {
            Root, Side, Seeds, Pretrained, Steps, Save,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var set = DefectSet.Read(line.GetRequiredValue(Root), line.GetValue(Side));
        foreach (var seed in QualityCommand.Numbers(line.GetRequiredValue(Seeds)))
        {
            Console.WriteLine(Measure(set, new VaeTrainingOptions { Seed = seed, PretrainedNetwork = line.GetValue(Pretrained), Steps = line.GetValue(Steps), FalseAlarmRate = 0.05 }, line.GetValue(Save)));
        }
    }

    private static string Measure(DefectSet set, VaeTrainingOptions options, string? save)
    {
        var clock = Stopwatch.StartNew();
        var trained = VaeTraining.Train(new VaeTrainingData([.. set.Train.SelectMany(image => image)], set.Shape) { Groups = set.Groups }, options);
        var seconds = clock.Elapsed.TotalSeconds;
        Console.Error.WriteLine(FormattableString.Invariant($"{set.Name}: trained in {seconds:0.0} s"));
        if (save is not null)
        {
            trained.Save(save);
        }

        using var model = trained.OpenModel();
        float[] pixels = [.. set.Test.SelectMany(image => image)];
        clock.Restart();
        var scores = model.Score(pixels);
        var rate = set.Test.Count / clock.Elapsed.TotalSeconds;
        var heat = model.Heatmap(pixels).Chunk(set.Shape.Height * set.Shape.Width).ToArray();
        var flagged = scores.PValue.Where((_, image) => !set.Defective[image]).Average(p => p <= 0.05 ? 1.0 : 0);
        var defects = string.Join(", ", set.Defects.Select(defect => FormattableString.Invariant($"{defect} {Auroc(scores.Score, set, defect):0.000}")));
        return FormattableString.Invariant($"{set.Name} {set.Shape} seed {options.Seed}: AUROC {Auroc(scores.Score, set, null):0.0000} ({defects}), by pixel {Pixels(heat, set):0.0000}, ")
            + FormattableString.Invariant($"overlap {RegionOverlap.Of(heat, set.Masks, set.Shape.Width):0.000}, normal flagged at 5 %: {flagged:0.0%}, ")
            + FormattableString.Invariant($"trained in {seconds:0.0} s, {rate:0.0} images/s");
    }

    private static double Auroc(float[] scores, DefectSet set, string? defect)
    {
        int[] images = [.. Enumerable.Range(0, scores.Length).Where(image => !set.Defective[image] || defect is null || set.Classes[image] == defect)];
        return Auroc([.. images.Select(image => scores[image])], [.. images.Select(image => set.Defective[image])]);
    }

    private static double Pixels(float[][] heat, DefectSet set) => Auroc([.. heat.SelectMany(image => image)], [.. set.Masks.SelectMany(mask => mask)]);

    private static double Auroc(float[] scores, bool[] labels) =>
        AnomalyMetrics.Compute(scores, labels, new AnomalyEvaluationOptions { BootstrapResamples = 0 }).AreaUnderRocCurve!.Value;
}
