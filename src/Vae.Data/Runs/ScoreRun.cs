using Vae.Data.Rows;
using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>
/// Scores all rows of a table, or all images of a set, into any number of sinks: at reading speed, in constant memory, in the order of the data. What
/// becomes of rows that cannot be read is the choice of <see cref="RowOptions.BadRows"/>; an image that cannot be read has a status and no
/// score.
/// </summary>
public static class ScoreRun
{
    internal const string RowColumn = "Row";

    /// <summary>The columns of the results for tables, before the kept ones.</summary>
    public static IReadOnlyList<string> TableColumns => ScoredTableRows.OwnColumns;

    /// <summary>The same with <see cref="ScoreRunOptions.HeldOut"/>: what no member says that saw the row.</summary>
    public static IReadOnlyList<string> HeldOutColumns => ScoredTableRows.HeldOutColumns;

    /// <summary>
    /// The columns that follow them with <see cref="BadRowPolicy.Mark"/>: what became of the row, and why where it has no score.
    /// </summary>
    public static IReadOnlyList<string> StatusColumns => RowStatus.Columns;

    /// <summary>The columns of the results for images.</summary>
    public static IReadOnlyList<string> ImageColumns => ScoredImageRows.AllColumns;

    /// <summary>Scores the table, or the images, that a path leads to, whichever the model takes.</summary>
    /// <param name="model">The detector.</param>
    /// <param name="path">
    /// A table as for <see cref="TableSources.Open(string, TableOptions)"/>, or images as for <see cref="ImageSources.Open"/>.
    /// </param>
    /// <param name="sinks">Where the results go. They are begun and completed here, and stay the caller's to dispose.</param>
    /// <param name="options">What is added to the scores; null for nothing.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; no sink is completed.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model; the message says where and why.</exception>
    public static ScoreSummary Run(
        VaeModel model, string path, IReadOnlyCollection<IScoreSink> sinks, ScoreRunOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new ScoreRunOptions();
        options.Validate();
        if (model.Info.ImageShape is null)
        {
            return Run(model, ModelData.Table(path, options), sinks, options, progress, cancellation);
        }

        ModelData.RequireNoTable(options, (options.Names.Kept, options.Kept.Count > 0), (options.Names.Explained, options.Explained > 0));
        return Run(model, ModelData.Images(model, path, options.Mask), sinks, options, progress, cancellation);
    }

    /// <summary>Scores a table. Its columns are found by the names that the model knows; others are ignored.</summary>
    /// <param name="model">A detector of tables.</param>
    /// <param name="table">The rows.</param>
    /// <param name="sinks">Where the results go. They are begun and completed here, and stay the caller's to dispose.</param>
    /// <param name="options">What is added to the scores; null for nothing.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; no sink is completed.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model; the message says where and why.</exception>
    public static ScoreSummary Run(
        VaeModel model, ITableSource table, IReadOnlyCollection<IScoreSink> sinks, ScoreRunOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(sinks);
        options ??= new ScoreRunOptions();
        options.Validate();
        var scoring = new TableScoring(model, table, options);
        if (options.Explained > 0 && !model.Outputs.Contains(VaeOutputs.FeatureContributions))
        {
            throw new VaeDataException(
                $"Option {options.Names.Explained} must come with a model that gives {VaeOutputs.FeatureContributions}; got an older one. "
                + "Train it again, or leave the option out.");
        }

        var explanations = options.Explained > 0 ? new RowExplanations(model, table, options.Explained) : null;
        string[] reasons = explanations is null ? [] : [RowExplanations.Column];
        var isMarked = options.BadRows.Policy == BadRowPolicy.Mark;
        string[] selected = options.Fdr is null ? [] : [BatchSelection.Column];
        var numbers = options.HeldOut is null ? TableColumns : HeldOutColumns;
        var kept = KeptColumns.Of(model, table, options, [.. numbers, .. selected, .. RowStatus.Of(isMarked), .. reasons]);
        using var badRows = new BadRowLog(table, options.BadRows, options.Names);
        var selection = BatchSelection.Of(model, table, options, progress, cancellation);
        var summary = Deliver(model, kept.AllNames, kept.Indexes.Count, sinks, new RunClock(table.Size, progress), null, badRows, scoring.Run(
            kept.Indexes, null, normalOnly: false, (block, features, scores) => PreparedRows.Of(
                new ScoredTableRows(block, features, scores, isMarked, kept.Indexes, explanations, selection, options.HeldOut is not null),
                block.Size, sinks), cancellation),
            selection);
        return summary with { Remarks = scoring.Remarks };
    }

    /// <summary>Scores images.</summary>
    /// <param name="model">A detector of images.</param>
    /// <param name="images">The images, read or not.</param>
    /// <param name="sinks">Where the results go. They are begun and completed here, and stay the caller's to dispose.</param>
    /// <param name="options">What is added to the scores; null for nothing.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; no sink is completed.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model; the message says where and why.</exception>
    public static ScoreSummary Run(
        VaeModel model, VaeImageSet images, IReadOnlyCollection<IScoreSink> sinks, ScoreRunOptions? options = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(sinks);
        options ??= new ScoreRunOptions();
        options.Validate();
        ModelData.RequireNoTable(options, (options.Names.Kept, options.Kept.Count > 0), (options.Names.Explained, options.Explained > 0));
        var selection = BatchSelection.Of(model, images, options, progress, cancellation);
        var columns = selection is null ? ImageColumns : ScoredImageRows.ColumnsWith(BatchSelection.Column);
        var blocks = ScoredImageRows.Run(model, images, rows => PreparedRows.Of(rows, rows.Rows, sinks), cancellation, selection);
        return Deliver(model, columns, 0, sinks, new RunClock(images.Count, progress), new ImageStatusCounts(), null, blocks, selection);
    }

    private static ScoreSummary Deliver(
        VaeModel model, IReadOnlyList<string> columns, int kept, IReadOnlyCollection<IScoreSink> sinks, RunClock clock,
        ImageStatusCounts? statuses, BadRowLog? badRows, IEnumerable<PreparedRows> blocks, AnomalySelection? selection)
    {
        ResultColumn[] known = selection is null ? [] : [new(BatchSelection.Column, CellType.Flag)];
        foreach (var sink in sinks)
        {
            if (sink is LineSink lines)
            {
                lines.Begin(ResultColumn.Of(columns, known, kept));
            }
            else
            {
                sink.Begin(model, columns);
            }
        }

        var (scored, anomalies) = (0L, 0L);
        foreach (var block in blocks)
        {
            using (block)
            {
                block.Write();
            }

            (scored, anomalies) = (scored + block.Scored, anomalies + block.Anomalies);
            statuses?.Add(block.Statuses);
            badRows?.Add(block.Bad!, block.Rows, block.Size);
            clock.Add(block.Rows, block.Size);
        }

        badRows?.Complete();
        foreach (var sink in sinks)
        {
            sink.Complete();
        }

        return new(clock.Rows, scored, anomalies, statuses, badRows?.Counts, clock.Elapsed)
        {
            Selection = selection,
        };
    }
}
