using System.CommandLine;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Quality.Latent;

/// <summary><c>latent</c>: whether similar images lie together, whether walks are smooth, and whether made-up images are images of something.</summary>
internal static class LatentCommand
{
    private const int Neighbourhood = 10, Voters = 5, Made = 64, Pairs = 50, Steps = 10;

    private static readonly Argument<string> Images = new("images") { Description = "Images with labels: a folder, or an IDX file with its labels beside it." };
    private static readonly Option<int> Training = new("--training-images") { Description = "Images that train; the others judge.", DefaultValueFactory = _ => 8_000 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of training and draws.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> TrainingSteps = new("--steps") { Description = "Optimiser steps." };
    private static readonly Option<int?> Members = new("--members") { Description = "Members of the ensemble; latents are those of the first." };
    private static readonly Option<bool> Plain = new("--plain") { Description = "Train plain autoencoders, to compare; nothing is made up." };
    private static readonly Option<string?> Output = new("--output") { Description = "Folder for pictures of made-up images and walks." };

    public static Command Create()
    {
        var command = new Command("latent", "Neighbours of the same label in latent space, smoothness of walks, and recognisable made-up images.")
        {
            Images, Training, Seed, TrainingSteps, Members, Plain, Output,
        };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult line)
    {
        var set = VaeImageSet.Open(line.GetRequiredValue(Images));
        var shape = set.SuggestShape();
        float[][] pixels = [.. set.Read(shape).Select(image => image.Pixels)];
        string[] labels = [.. Enumerable.Range(0, set.Count).Select(set.Label)];
        var count = line.GetValue(Training);
        var plain = line.GetValue(Plain);
        var trained = VaeTraining.Train(new([.. pixels.Take(count).SelectMany(image => image)], shape), new VaeTrainingOptions
        {
            Seed = line.GetValue(Seed), Steps = line.GetValue(TrainingSteps), Members = line.GetValue(Members),
            Autoencoder = plain ? VaeAutoencoderKind.Plain : VaeAutoencoderKind.Variational,
        });
        using var model = trained.OpenModel();
        using var decoder = model.OpenDecoder();
        float[][] places = [.. model.Encode([.. pixels.SelectMany(image => image)]).Chunk(model.Info.LatentDimension)];
        var (latent, own) = (places[count..], labels[count..]);
        Console.WriteLine(FormattableString.Invariant($"{Neighbourhood} nearest of the same label, {latent.Length} fresh images:"));
        Console.WriteLine(FormattableString.Invariant($"  in latent space, among {count} images that trained: {Agreement(Neighbours.Labels(latent, places[..count], labels[..count], Neighbourhood)):0.000}"));
        Console.WriteLine(FormattableString.Invariant($"  in latent space, among the fresh ones: {Agreement(Neighbours.Labels(latent, latent, own, Neighbourhood, skipSelf: true)):0.000}"));
        Console.WriteLine(FormattableString.Invariant($"  by their pixels, among the fresh ones: {Agreement(Neighbours.Labels(pixels[count..], pixels[count..], own, Neighbourhood, skipSelf: true)):0.000}"));

        float[][][] walks = [.. Enumerable.Range(0, Pairs).Select(pair => decoder.Interpolate(latent[2 * pair], latent[(2 * pair) + 1], Steps).Chunk(shape.Length).ToArray())];
        double[] ratios = [.. walks.Select(Ratio)];
        Console.WriteLine(FormattableString.Invariant($"largest step of a walk over the mean one, {Pairs} walks of {Steps}: mean {ratios.Average():0.00}, largest {ratios.Max():0.00}"));
        Save(line, "walks.png", walks.Take(10).SelectMany(walk => walk), shape, Steps);
        if (!plain)
        {
            Make(line, model, [.. pixels.Take(count)], [.. labels.Take(count)], shape);
        }

        double Agreement(string[][] near) => near.Zip(own, (voters, label) => voters.Count(other => other == label) / (double)Neighbourhood).Average();
    }

    private static void Make(ParseResult line, VaeModel model, float[][] known, string[] labels, VaeImageShape shape)
    {
        using var generator = model.OpenGenerator();
        var made = generator.Generate(Made, new() { Seed = line.GetValue(Seed) });
        float[][] images = [.. made.Features.Chunk(shape.Length)];
        var near = Neighbours.Labels(images, known, labels, Voters);
        var unanimous = near.Count(voters => voters.Distinct().Count() == 1);
        var majority = near.Count(voters => voters.GroupBy(label => label).Max(group => group.Count()) >= 4);
        Console.WriteLine(FormattableString.Invariant(
            $"of {Made} made-up images {unanimous} have {Voters} of {Voters} neighbours of one label, {majority} at least 4; {made.Anomalies} of {made.Draws} draws were flagged"));
        Save(line, "made.png", images, shape, 8);
    }

    private static double Ratio(float[][] walk)
    {
        double[] steps = [.. walk.Zip(walk.Skip(1), (one, next) => Math.Sqrt(Neighbours.Distance(one, next)))];
        return steps.Max() / steps.Average();
    }

    private static void Save(ParseResult line, string name, IEnumerable<float[]> images, VaeImageShape shape, int columns)
    {
        if (line.GetValue(Output) is { } folder)
        {
            VaeImageGrid.Save(Path.Combine(Directory.CreateDirectory(folder).FullName, name), [.. images.SelectMany(image => image)], shape, columns);
        }
    }
}
