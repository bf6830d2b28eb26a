using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>Explains rows of a table, or images: why they have their scores, and what would make them normal.</summary>
public static class ExplainRun
{
    /// <summary>Explains rows of the table, or images, that a path leads to, whichever the model takes.</summary>
    /// <param name="model">The detector.</param>
    /// <param name="path">
    /// A table as for <see cref="TableSources.Open(string, TableOptions?)"/>, or images as for <see cref="ImageSources.Open"/>.
    /// </param>
    /// <param name="options">Which rows; null for those that the model flags.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The rows in the order of the data, each as soon as it is explained.</returns>
    /// <exception cref="VaeDataException">
    /// The data cannot be read, do not suit the model, or have no such row; the model is too old to explain.
    /// </exception>
    public static IEnumerable<ExplainedRow> Run(
        VaeModel model, string path, ExplainOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Validate();
        return model.Info.ImageShape is null
            ? Run(model, ModelData.Table(path, options), options, progress, cancellation)
            : Run(model, ModelData.Images(model, path, options.Mask), options, progress, cancellation);
    }

    /// <summary>Explains rows of a table.</summary>
    /// <param name="model">A detector of tables.</param>
    /// <param name="table">The rows.</param>
    /// <param name="options">Which rows; null for those that the model flags.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The rows in the order of the data, each as soon as it is explained.</returns>
    /// <exception cref="VaeDataException">As above.</exception>
    public static IEnumerable<ExplainedRow> Run(
        VaeModel model, ITableSource table, ExplainOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        options ??= new ExplainOptions();
        options.Validate();
        var scoring = new TableScoring(model, table, options);
        ModelData.RequireReasons(model);
        var explaining = new TableExplaining(model, table, options);
        return Deliver(new WantedRows(options.Rows, options.Names, table.Name), new RunClock(table.Size, progress), wanted => scoring.Run(
            [], null, normalOnly: false,
            (block, features, scores) => explaining.Of(block, features, scores, wanted, cancellation), cancellation));
    }

    /// <summary>Explains images: where each is oddest, with its heatmap.</summary>
    /// <param name="model">A detector of images.</param>
    /// <param name="images">The images, read or not.</param>
    /// <param name="options">Which images; null for those that the model flags.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The images in the order of the set, each as soon as it is explained.</returns>
    /// <exception cref="VaeDataException">As above.</exception>
    public static IEnumerable<ExplainedRow> Run(
        VaeModel model, VaeImageSet images, ExplainOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new ExplainOptions();
        options.Validate();
        ModelData.RequireNoTable(options);
        ModelData.RequireImages(model, images);
        var set = options.Rows.Count == 0 ? images : images.Where(index => options.Rows.Contains(images.Number(index)));
        return Deliver(new WantedRows(options.Rows, options.Names, images.Path), new RunClock(set.Count, progress), wanted => ScoredImageRows.Run(
            model, set, rows => ImageExplaining.Of(model, rows, wanted), cancellation));
    }

    private static IEnumerable<ExplainedRow> Deliver(WantedRows wanted, RunClock clock, Func<WantedRows, IEnumerable<ExplainedRows>> blocks)
    {
        foreach (var block in blocks(wanted))
        {
            clock.Add(block.Count, block.Size);
            foreach (var row in block.Explained)
            {
                wanted.Remove(row.Row);
                yield return row;
            }

            if (wanted.IsDone)
            {
                yield break;
            }
        }

        wanted.RequireNone(clock.Rows);
    }
}
