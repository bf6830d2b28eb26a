using Vae.Data.Report;
using Vae.Data.Runs;
using Vae.MLNet;
using Vae.MLNet.Contract;

namespace Vae.Data;

/// <summary>
/// Scores data and writes one page for people: what the model finds in them, why, and what it says of itself. The page needs no network and no
/// script, and is the same for the same model and data.
/// </summary>
public static class ReportRun
{
    /// <summary>Reports on the table, or the images, that a path leads to, whichever the model takes.</summary>
    /// <param name="model">The detector.</param>
    /// <param name="path">
    /// A table as for <see cref="TableSources.Open(string, TableOptions?)"/>, or images as for <see cref="ImageSources.Open"/>.
    /// </param>
    /// <param name="output">Path of the page, in an existing folder; written whole or not at all.</param>
    /// <param name="options">What it shows; null for the defaults.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; nothing is written.</param>
    /// <exception cref="VaeDataException">The data cannot be read, do not suit the model, hold no row, or an image has no label.</exception>
    public static ReportSummary Run(
        VaeModel model, string path, string output, ReportOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Validate();
        return model.Info.ImageShape is null
            ? Run(model, ModelData.Table(path, options), output, options, progress, cancellation)
            : Run(model, ModelData.Images(model, path, options.Mask), output, options, progress, cancellation);
    }

    /// <summary>Reports on a table.</summary>
    /// <param name="model">A detector of tables.</param>
    /// <param name="table">The rows.</param>
    /// <param name="output">Path of the page, in an existing folder; written whole or not at all.</param>
    /// <param name="options">What it shows; null for the defaults.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; nothing is written.</param>
    /// <exception cref="VaeDataException">As above.</exception>
    public static ReportSummary Run(
        VaeModel model, ITableSource table, string output, ReportOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        options ??= new ReportOptions();
        options.Validate();
        return Write(model, table.Name, TableGathering.Of(model, table, options, progress, cancellation), output);
    }

    /// <summary>Reports on images.</summary>
    /// <param name="model">A detector of images.</param>
    /// <param name="images">The images, read or not.</param>
    /// <param name="output">Path of the page, in an existing folder; written whole or not at all.</param>
    /// <param name="options">What it shows; null for the defaults.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; nothing is written.</param>
    /// <exception cref="VaeDataException">As above.</exception>
    public static ReportSummary Run(
        VaeModel model, VaeImageSet images, string output, ReportOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new ReportOptions();
        options.Validate();
        ModelData.RequireNoTable(options, (options.Names.Label, options.Label.Column is not null));
        ModelData.RequireImages(model, images);
        return Write(model, images.Path, ImageGathering.Of(model, images, options, progress, cancellation), output);
    }

    private static ReportSummary Write(VaeModel model, string name, ReportData data, string output)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (data.Scores.Count == 0)
        {
            throw new VaeDataException($"Data '{name}' must have a row to report on; got none that has a score.");
        }

        using var file = AtomicFile.Create(output);
        Markup.Write(ReportPage.Of(model, Path.GetFileName(name), data), file.Stream);
        file.Commit();
        return new(data.Scores.Count, data.Flagged, data.Metrics);
    }
}
