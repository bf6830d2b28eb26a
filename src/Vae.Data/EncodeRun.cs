using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>
/// Writes the place of every row of a table, or of every image, in the latent space of a model: features for other models and for maps. Rows that
/// are alike lie close together.
/// </summary>
public static class EncodeRun
{
    /// <summary>Encodes the table, or the images, that a path leads to, whichever the model takes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">
    /// A table as for <see cref="TableSources.Open(string, TableOptions?)"/>, or images as for <see cref="ImageSources.Open"/>.
    /// </param>
    /// <param name="lines">Where the results go; completed here, and the caller's to dispose.</param>
    /// <param name="options">What is written; null for the latent means.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; the lines are not completed.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model; the message says where and why.</exception>
    public static RowSummary Run(
        VaeModel model, string path, LineSink lines, EncodeOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Validate();
        return model.Info.ImageShape is null
            ? Run(model, ModelData.Table(path, options), lines, options, progress, cancellation)
            : Run(model, ModelData.Images(model, path, options.Mask), lines, options, progress, cancellation);
    }

    /// <summary>Encodes a table: its columns are found by the names that the model knows.</summary>
    /// <param name="model">A model of tables.</param>
    /// <param name="table">The rows.</param>
    /// <param name="lines">Where the results go; completed here, and the caller's to dispose.</param>
    /// <param name="options">What is written; null for the latent means.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; the lines are not completed.</param>
    /// <exception cref="VaeDataException">As above.</exception>
    public static RowSummary Run(
        VaeModel model, ITableSource table, LineSink lines, EncodeOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(lines);
        options ??= new EncodeOptions();
        options.Validate();
        return AnswerLines.Of(
            model, table, new LatentAnswer(model, options.LogVariance), lines, options.Kept, options, progress, cancellation);
    }

    /// <summary>Encodes images.</summary>
    /// <param name="model">A model of images.</param>
    /// <param name="images">The images, read or not: one that could not be read has empty cells and a status.</param>
    /// <param name="lines">Where the results go; completed here, and the caller's to dispose.</param>
    /// <param name="options">What is written; null for the latent means.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; the lines are not completed.</param>
    /// <exception cref="VaeDataException">As above.</exception>
    public static RowSummary Run(
        VaeModel model, VaeImageSet images, LineSink lines, EncodeOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(lines);
        options ??= new EncodeOptions();
        options.Validate();
        ModelData.RequireNoTable(options, (options.Names.Kept, options.Kept.Count > 0));
        ModelData.RequireImages(model, images);
        if (model.Info.Tiling is { } tiling)
        {
            throw new VaeDataException(
                $"Images must be looked at whole to have a place in latent space; got a model that looks at {tiling}, each of which has a place of "
                + "its own. Train a model on whole images.");
        }

        return AnswerLines.Of(model, images, new LatentAnswer(model, options.LogVariance), lines, progress, cancellation);
    }
}
