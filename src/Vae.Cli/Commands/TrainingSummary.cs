using System.Globalization;
using Vae.Cli.Output;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary>What a finished training has to say.</summary>
internal static class TrainingSummary
{
    /// <summary>Says what was learnt, and where it went unless that has been said.</summary>
    public static void Write(TrainedVae trained, string? output)
    {
        if (trained.ResumedFrom is { } step)
        {
            Console.Error.WriteLine(FormattableString.Invariant($"Went on from the checkpoint, after step {step:N0}."));
        }

        foreach (var remark in trained.Remarks)
        {
            Console.Error.WriteLine($"Warning: {remark}");
        }

        var rows = trained.Info.ImageShape is { } shape ? $"images of {shape} pixels" : $"rows, {trained.Info.FeatureCount} features";
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Trained on {trained.Info.TrainingRows:N0} {rows}, {trained.Info.Steps:N0} steps: "
            + $"validation ELBO {trained.History[^1].ValidationElbo:0.00} nats per row."));
        if (trained.Info.PretrainedNetwork is { Length: > 0 } network)
        {
            Console.Out.WriteLine($"Looks through a pretrained network, which is part of the file: {network}.");
        }

        if (trained.Info.Groups is not null)
        {
            Console.Out.WriteLine(GroupChoice.Describe(trained.Info));
        }

        Console.Out.WriteLine(Alerts.Describe(trained.Info));
        if (output is not null)
        {
            Console.Out.WriteLine($"Written to {output} and {TrainedVae.DecoderPath(output)}.");
        }
    }
}
