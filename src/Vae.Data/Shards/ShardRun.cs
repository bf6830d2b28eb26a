using Vae.Data.Runs;
using Vae.Data.Shards;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>
/// Scores one part of a table into a folder: a CSV file that is there whole or not at all, and beside it, written last, a record of what it is. Where
/// a part begins depends on the table alone, so that it can be run again, anywhere; <see cref="ShardMerge"/> makes one file of all.
/// </summary>
public static class ShardRun
{
    /// <summary>Scores the part, or finds that it is there.</summary>
    /// <param name="model">The detector, loaded from <see cref="ShardTask.Model"/>.</param>
    /// <param name="task">Which part.</param>
    /// <param name="options">What is added to the scores; null for nothing. <see cref="BadRowOptions.MaxShare"/> counts the rows of the part.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; the part is not there then.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model; the message says where and why.</exception>
    public static ShardSummary Run(
        VaeModel model, ShardTask task, ScoreRunOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(task);
        options ??= new ScoreRunOptions();
        options.Validate();
        if (options.BadRows.Quarantine is not null || options.Fdr is not null || options.HeldOut is not null)
        {
            var name = options.Fdr is not null ? nameof(options.Fdr)
                : options.HeldOut is not null ? nameof(options.HeldOut)
                : options.Names.Quarantine;
            throw new VaeDataException(
                $"Option {name} needs all rows and must come without shards; "
                + $"got {task.Shard}. Leave it out.");
        }

        var table = ModelData.Table(task.Data, options);
        ModelData.RequireTables(model, table);
        if (table.IsOneTime)
        {
            throw new VaeDataException(
                $"Data '{table.Name}' must be a file on disk to be cut into shards; got a pipe or device. Write it to a file first.");
        }

        var (files, part) = (ShardRecord.FilesOf(task.Data), ShardFiles.Part(task.Folder, task.Shard));
        var run = ShardRecord.RunOf(model, task.Model, files, options);
        if (task.Resumes && ShardRecord.Find(part) is { } done && done.IsOf(task.Shard, run, files) && done.IsWhole(part))
        {
            return new(done.Summary(), part, done.FirstRow, IsResumed: true);
        }

        ShardFiles.Clear(task.Folder, part);
        var rows = ShardTable.Of(table, task.Shard, cancellation);
        ScoreSummary summary;
        using (var lines = new CsvSink(part))
        {
            summary = ScoreRun.Run(model, rows, [lines], options, progress, cancellation);
        }

        ShardRecord.Of(task.Shard, run, files, rows.FirstRow, summary, part).Save(part);
        return new(summary, part, rows.FirstRow, IsResumed: false);
    }
}
