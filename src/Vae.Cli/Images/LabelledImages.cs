using Vae.Cli.Commands;
using Vae.Cli.Output;
using Vae.MLNet;
using Vae.MLNet.Evaluation;

namespace Vae.Cli.Images;

/// <summary>Scores and labels of images: the label is the folder, or the number in the labels file of an IDX file.</summary>
internal static class LabelledImages
{
    /// <summary>Scores the images that can be read; the others are counted on stderr.</summary>
    /// <param name="model">A model of images.</param>
    /// <param name="set">The images.</param>
    /// <param name="normal">The label of normal images; null for 0, false or normal.</param>
    /// <param name="normalOnly">True to leave out anomalies; without <paramref name="normal"/> no image is one.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InputException">An image has no label.</exception>
    public static LabelledScores Read(VaeModel model, VaeImageSet set, string? normal, bool normalOnly, CancellationToken cancellation)
    {
        return normalOnly ? Read(model, normal is null ? set : set.WithLabel(normal), null, cancellation) : Read(model, set, new NormalLabel(normal), cancellation);
    }

    private static LabelledScores Read(VaeModel model, VaeImageSet set, NormalLabel? rule, CancellationToken cancellation)
    {
        var (counts, progress) = (new ImageStatusCounts(), new RowProgress());
        List<float> scores = [];
        List<bool> predicted = [], anomalies = [];
        TerminalProgress.Run("Scoring", set.Count, report =>
        {
            foreach (var scored in ImageScoring.Run(model, set, cancellation))
            {
                for (var index = 0; index < scored.Images.Length; index++)
                {
                    counts.Add(scored.Images[index].Status);
                    if (scored.Images[index].IsRead)
                    {
                        anomalies.Add(rule is not null && IsAnomaly(set, (int)progress.Rows + index, rule));
                    }
                }

                scores.AddRange(scored.Scores.Score);
                predicted.AddRange(scored.Scores.PredictedLabel);
                progress.Add(scored.Images.Length, scored.Images.Length, report);
            }

            return counts;
        });
        if (counts.Unread.Length > 0)
        {
            Console.Error.WriteLine(counts.Unread[1..]);
        }

        return new([.. scores], [.. predicted], [.. anomalies]);
    }

    private static bool IsAnomaly(VaeImageSet set, int index, NormalLabel rule) => rule.IsAnomaly(set.Label(index)) ?? throw new InputException(
        $"Image '{set.Name(index)}' of '{set.Path}' must have a label; got none. Put images into a folder per label, or a labels file beside the IDX file.");
}
