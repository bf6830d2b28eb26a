using System.Runtime.InteropServices;
using Vae.Data.Sources.Csv;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>
/// Which rows of a batch are selected with a controlled share of false discoveries. The whole batch decides on each row, so that it is read and
/// scored before anything of it is written: a table on disk, in memory that holds its p-values alone.
/// </summary>
internal static class BatchSelection
{
    /// <summary>The column that says so.</summary>
    public const string Column = "Selected";

    /// <summary>Selects rows of a table; null where the options ask for none.</summary>
    /// <exception cref="VaeDataException">The table can be read only once.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The calibration sample is too small to select anything from any batch.</exception>
    public static AnomalySelection? Of(
        VaeModel model, ITableSource table, ScoreRunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        if (options.Fdr is not null && table.IsOneTime)
        {
            throw TextFile.OnlyOnce(table.Name);
        }

        return Of(model, options, new RunClock(table.Size, progress), () => new TableScoring(model, table, options).Run(
            [], null, normalOnly: false, (block, features, scores) => (scores.PValue[..features.Rows], block.Size), cancellation));
    }

    /// <summary>Selects images; null where the options ask for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calibration sample is too small to select anything from any batch.</exception>
    public static AnomalySelection? Of(
        VaeModel model, VaeImageSet images, ScoreRunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        Of(model, options, new RunClock(images.Count, progress), () => ScoredImageRows.Run(
            model, images, rows => (rows.Scores.PValue[..rows.Scored], (long)rows.Rows), cancellation));

    private static AnomalySelection? Of(
        VaeModel model, ScoreRunOptions options, RunClock clock, Func<IEnumerable<(float[] PValues, long Size)>> score)
    {
        if (options.Fdr is not { } fdr)
        {
            return null;
        }

        AnomalySelection.Validate(fdr, model.Info.CalibrationRows);
        var all = new List<float>();
        foreach (var (pValues, size) in score())
        {
            all.AddRange(pValues);
            clock.Add(pValues.Length, size);
        }

        return AnomalySelection.Select(CollectionsMarshal.AsSpan(all), fdr, model.Info.CalibrationRows);
    }
}
