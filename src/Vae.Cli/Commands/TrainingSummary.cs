using System.Globalization;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary>A training under a progress bar, and what it has to say when it is finished.</summary>
internal static class TrainingSummary
{
    /// <summary>Trains.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="options">How to train.</param>
    /// <param name="stop">Ends training and keeps the best model so far.</param>
    /// <param name="cancellation">Abandons it.</param>
    public static TrainedVae Train(VaeTrainingData data, VaeTrainingOptions options, CancellationToken stop, CancellationToken cancellation) =>
        TerminalProgress.Run(
            "Training", report => VaeTraining.Train(data, options, new Reports(report), stop, cancellation), otherwise: Console.Error.WriteLine);

    /// <summary>Trains one member.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="options">How the run trains.</param>
    /// <param name="member">Which member, and where it goes.</param>
    /// <param name="stop">Ends training; the file takes what there is.</param>
    /// <param name="cancellation">Abandons it.</param>
    public static VaeMember TrainMember(
        VaeTrainingData data, VaeTrainingOptions options, VaeMemberOptions member, CancellationToken stop, CancellationToken cancellation) =>
        TerminalProgress.Run(
            "Training", report => VaeMembers.Train(data, member, options, new Reports(report), stop, cancellation),
            otherwise: Console.Error.WriteLine);

    /// <summary>Writes a model and the scores of its training rows, and says what was learnt.</summary>
    /// <param name="trained">The model.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="scores">Where the scores go; null: they are not asked for.</param>
    /// <param name="numbers">The number of each row.</param>
    /// <returns>True where all stands in its place.</returns>
    public static bool Keep(TrainedVae trained, string output, string? scores, long[] numbers)
    {
        var isModelKept = Keepsake.Write("The model", output, trained.Save);
        var areScoresKept = scores is null || Keepsake.Write(
            "The scores of the training rows", scores,
            path => TrainingScores.Write(path, numbers, trained.TrainingScores, trained.Info.Threshold));
        Write(trained, isModelKept ? output : null);
        return isModelKept && areScoresKept;
    }

    /// <summary>Where a training was stopped.</summary>
    public static string Stopped(TrainedVae trained) =>
        FormattableString.Invariant($"Stopped after step {trained.History[^1].Step:N0} of {trained.History[^1].Steps:N0}");

    /// <summary>Says what is to be known of the rows.</summary>
    public static void WriteRemarks(TrainedVae trained)
    {
        foreach (var remark in trained.Remarks)
        {
            Console.Error.WriteLine($"Warning: {remark}");
        }
    }

    /// <summary>What the model does not look at.</summary>
    public static string Masked(VaeModelInfo info) => FormattableString.Invariant(
        $"{info.MaskedShare:0.#%} of each image is not looked at, as no training image showed it: the mask is part of the file.");

    /// <summary>Says what was learnt, and where it went unless that has been said.</summary>
    public static void Write(TrainedVae trained, string? output)
    {
        if (trained.ResumedFrom is { } step)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"Went on from the checkpoint, after step {step:N0}."));
        }

        WriteRemarks(trained);
        var cut = trained.Info.Tiling is { } tiling ? $" in {tiling}" : "";
        var rows = trained.Info.ImageShape is { } shape ? $"images of {shape} pixels{cut}" : $"rows, {trained.Info.FeatureCount} features";
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Trained on {trained.Info.TrainingRows:N0} {rows}, {trained.Info.Steps:N0} steps: "
            + $"validation ELBO {trained.History[^1].ValidationElbo:0.00} nats per {Alerts.WhatIsJudged(trained.Info)}."));
        if (trained.Info.PretrainedNetwork is { Length: > 0 } network)
        {
            Console.Out.WriteLine($"Looks through a pretrained network, which is part of the file: {network}.");
        }

        if (trained.Info.MaskedShare > 0)
        {
            Console.Out.WriteLine(Masked(trained.Info));
        }

        if (trained.Info.Groups is not null)
        {
            Console.Out.WriteLine(GroupChoice.Describe(trained.Info));
        }

        if (trained.Info.Contamination is null)
        {
            Console.Out.WriteLine(ContaminationChoice.CostOfUnknown);
        }

        Console.Out.WriteLine(Alerts.Describe(trained.Info));
        if (output is not null)
        {
            Console.Out.WriteLine($"Written to {output} and {TrainedVae.DecoderPath(output)}.");
        }
    }

    /// <summary>Passes reports on at once, on the training thread.</summary>
    private sealed class Reports(Action<double, string> report) : IProgress<VaeTrainingProgress>
    {
        public void Report(VaeTrainingProgress value) => report((double)value.Step / value.Steps, FormattableString.Invariant(
            $"step {value.Step:N0} of {value.Steps:N0}, ELBO {value.TrainingElbo:0.00}, validation {value.ValidationElbo:0.00}"));
    }
}
