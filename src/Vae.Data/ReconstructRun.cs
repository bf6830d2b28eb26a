using Vae.Data.Runs;
using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Images;

namespace Vae.Data;

/// <summary>
/// Writes every row of a table, or every image, as a model expects it: denoised, missing values filled, in the columns and units of the data.
/// </summary>
public static class ReconstructRun
{
    /// <summary>Reconstructs the table that a path leads to, into lines.</summary>
    /// <param name="model">A model of tables.</param>
    /// <param name="path">A table as for <see cref="TableSources.Open(string, TableOptions?)"/>.</param>
    /// <param name="lines">Where the rows go; completed here, and the caller's to dispose.</param>
    /// <param name="options">What is written; null to replace every value.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; the lines are not completed.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model; the message says where and why.</exception>
    public static RowSummary Run(
        VaeModel model, string path, CsvSink lines, ReconstructOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new();
        options.Validate();
        return Run(model, ModelData.Table(path, options), lines, options, progress, cancellation);
    }

    /// <summary>Reconstructs a table into lines: Row, the columns of the model under their names, the kept columns.</summary>
    /// <param name="model">A model of tables.</param>
    /// <param name="table">The rows.</param>
    /// <param name="lines">Where the rows go; completed here, and the caller's to dispose.</param>
    /// <param name="options">What is written; null to replace every value.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; the lines are not completed.</param>
    /// <exception cref="VaeDataException">As above.</exception>
    public static RowSummary Run(
        VaeModel model, ITableSource table, CsvSink lines, ReconstructOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(lines);
        options ??= new ReconstructOptions();
        options.Validate();
        return AnswerLines.Of(
            model, table, new ReconstructionAnswer(model, table, options.KeepObserved), lines, options.Kept, options, progress, cancellation);
    }

    /// <summary>Reconstructs the images that a path leads to, into a folder.</summary>
    /// <param name="model">A model of images.</param>
    /// <param name="path">Images as for <see cref="ImageSources.Open"/>.</param>
    /// <param name="folder">Path of the folder; made where there is none.</param>
    /// <param name="options">What is not looked at; null for nothing.</param>
    /// <param name="progress">Told of every group.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; every picture that is there is whole.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model.</exception>
    public static RowSummary Run(
        VaeModel model, string path, string folder, ReconstructOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new ReconstructOptions();
        options.Validate();
        ModelData.RequireNoTable(options, (options.Names.Kept, options.Kept.Count > 0));
        return model.Info.ImageShape is null
            ? throw new VaeDataException($"Images of '{path}' must come with a model of images; got one of {model.Info.FeatureCount} features.")
            : Run(model, ModelData.Images(model, path, options.Mask), folder, progress, cancellation);
    }

    /// <summary>
    /// Reconstructs images into a folder: a PNG file for each that could be read, under its name and in the model's size and colours.
    /// </summary>
    /// <param name="model">A model of images.</param>
    /// <param name="images">The images.</param>
    /// <param name="folder">Path of the folder; made where there is none.</param>
    /// <param name="progress">Told of every group.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; every picture that is there is whole.</param>
    /// <exception cref="VaeDataException">The model is one of tables.</exception>
    public static RowSummary Run(
        VaeModel model, VaeImageSet images, string folder, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var (clock, counts) = (new RunClock(images.Count, progress), new ImageStatusCounts());
        foreach (var group in ImageGroup.Run(model, images, group => Write(model, group, folder, cancellation), cancellation))
        {
            counts.Add(group.Images.Select(image => image.Status));
            clock.Add(group.Rows, group.Rows);
        }

        return new(clock.Rows, counts.Read, counts, null, clock.Elapsed);
    }

    private static ImageGroup Write(VaeModel model, ImageGroup group, string folder, CancellationToken cancellation)
    {
        var pixels = model.Reconstruct(group.Pixels); // [images, channels, height, width]
        foreach (var (row, place) in group.Readable())
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, group.Name(row) + ".png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, PixelPng.Of(pixels.AsSpan(place * model.Info.FeatureCount, model.Info.FeatureCount), model.Info.ImageShape!));
        }

        return group;
    }
}
