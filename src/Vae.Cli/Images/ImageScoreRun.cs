using Vae.Cli.Output;
using Vae.MLNet;

namespace Vae.Cli.Images;

/// <summary><c>vae score</c> for a model of images: lines into a stream, pictures into a folder.</summary>
internal sealed class ImageScoreRun(VaeModel model, VaeImageSet set, HeatmapFolder? heatmaps, byte delimiter)
{
    private readonly ImageStatusCounts _counts = new();
    private readonly RowProgress _progress = new();
    private long _anomalies;

    /// <summary>Scores all images.</summary>
    public void Write(Stream output, CancellationToken cancellation)
    {
        using var lines = new ImageLines(delimiter);
        TerminalProgress.Run("Scoring", set.Count, report =>
        {
            foreach (var scored in ImageScoring.Run(model, set, cancellation))
            {
                Add(scored, lines);
                lines.Flush(output);
                _progress.Add(scored.Images.Length, scored.Images.Length, report);
            }

            return _counts;
        });
        lines.Flush(output);
        heatmaps?.SaveSheet();
    }

    /// <summary>What was done, in one line on stderr.</summary>
    /// <param name="destination">Where the lines went.</param>
    /// <param name="folder">Where the pictures went, or null.</param>
    public void Report(string destination, string? folder) => Console.Error.WriteLine(
        FormattableString.Invariant($"Scored {_counts.Read:N0} of {_counts.All:N0} images in {_progress.Elapsed.TotalSeconds:0.0} s ({_progress.RowsPerSecond:N0} images/s, {model.Device}): {_anomalies:N0} anomalies at threshold {model.Threshold:0.###}.")
        + $"{_counts.Unread} Written to {destination}."
        + (heatmaps is null ? "" : FormattableString.Invariant($" {heatmaps.Pictures:N0} heatmaps and {HeatmapFolder.SheetName} in {folder}.")));

    private void Add(ScoredImages scored, ImageLines lines)
    {
        var (first, row) = ((int)_progress.Rows, 0);
        for (var index = 0; index < scored.Images.Length; index++)
        {
            var (image, name) = (scored.Images[index], set.Name(first + index));
            _counts.Add(image.Status);
            lines.Add(set.Number(first + index), name, image, scored.Scores, row);
            if (image.IsRead)
            {
                _anomalies += scored.Scores.PredictedLabel[row] ? 1 : 0;
                heatmaps?.Add(name, image, scored.Scores, row);
                row++;
            }
        }
    }
}
