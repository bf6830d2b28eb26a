using Vae.Data.Rows;
using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>
/// Scores and labels of all rows of a table, or of all images that can be read: what evaluation and the choice of a threshold need. The features
/// are not kept.
/// </summary>
public sealed class LabelledScores
{
    private LabelledScores(ScoresSoFar rows, ImageStatusCounts? images) =>
        (Scores, PredictedLabels, Anomalies, Images) = ([.. rows.Scores], [.. rows.PredictedLabels], [.. rows.Anomalies], images);

    /// <summary>The score of each row; NaN where every feature is missing.</summary>
    public float[] Scores { get; }

    /// <summary>True where the model says anomaly.</summary>
    public bool[] PredictedLabels { get; }

    /// <summary>True where the label says anomaly.</summary>
    public bool[] Anomalies { get; }

    /// <summary>Number of rows of a table that have no label; they are left out.</summary>
    public long Unlabelled { get; private init; }

    /// <summary>The rows of a table that could not be read and are left out; null for images.</summary>
    public BadRowCounts? BadRows { get; private init; }

    /// <summary>What became of the images; null for a table.</summary>
    public ImageStatusCounts? Images { get; }

    /// <summary>What is worth saying of the data, a sentence each: how they were read, columns of which the model knows nothing.</summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>Scores the table, or the images, that a path leads to, whichever the model takes.</summary>
    /// <param name="model">The detector.</param>
    /// <param name="path">
    /// A table as for <see cref="TableSources.Open(string, TableOptions)"/>, or images as for <see cref="ImageSources.Open"/>.
    /// </param>
    /// <param name="options">Which rows are normal; null for the defaults.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model, or a row has no label.</exception>
    public static LabelledScores Read(
        VaeModel model, string path, LabelledScoreOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new LabelledScoreOptions();
        options.Validate();
        if (model.Info.ImageShape is null)
        {
            return Read(model, ModelData.Table(path, options), options, progress, cancellation);
        }

        ModelData.RequireNoTable(options, (options.Names.Label, options.Label.Column is not null));
        return Read(model, ModelData.Images(model, path, options.Mask), options, progress, cancellation);
    }

    /// <summary>Scores a table.</summary>
    /// <param name="model">A detector of tables.</param>
    /// <param name="table">The rows.</param>
    /// <param name="options">Which rows are normal; null for the defaults.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model, or a row has no label.</exception>
    public static LabelledScores Read(
        VaeModel model, ITableSource table, LabelledScoreOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        options ??= new LabelledScoreOptions();
        options.Validate();
        var label = LabelColumn.Find(table, options.Label, options.Names);
        var clock = new RunClock(table.Size, progress);
        var rows = new ScoresSoFar();
        var labels = new LabelsSeen();
        using var badRows = new BadRowLog(table, options.BadRows, options.Names);
        var scoring = new TableScoring(model, table, options);
        foreach (var block in scoring.Run([], label, options.NormalOnly, ScoresSoFar.Of, cancellation))
        {
            rows.Add(block);
            labels.Merge(block.Labels!);
            badRows.Add(block.Bad!, block.Rows, block.Size);
            clock.Add(block.Scores.Count, block.Size);
        }

        if (label is not null && labels.Others.Count > 0 && rows.Anomalies.All(isAnomaly => isAnomaly))
        {
            throw label.NoNormalRow(labels.Others);
        }

        badRows.Complete();
        return new(rows, null) { Unlabelled = labels.Unlabelled, BadRows = badRows.Counts, Remarks = scoring.Remarks };
    }

    /// <summary>Scores images. A label is the folder of an image, or its number in the labels file of an IDX file.</summary>
    /// <param name="model">A detector of images.</param>
    /// <param name="images">The images.</param>
    /// <param name="options">Which rows are normal; null for the defaults.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">The data cannot be read, or do not suit the model, or a row has no label.</exception>
    public static LabelledScores Read(
        VaeModel model, VaeImageSet images, LabelledScoreOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new LabelledScoreOptions();
        options.Validate();
        ModelData.RequireNoTable(options, (options.Names.Label, options.Label.Column is not null));
        var normal = options.Label.Normal;
        var set = options.NormalOnly && normal is not null ? ImageSources.Normal(images, normal) : images;
        var rule = options.NormalOnly ? null : new NormalLabel(normal);
        var (clock, counts, rows) = (new RunClock(set.Count, progress), new ImageStatusCounts(), new ScoresSoFar());
        foreach (var group in ScoredImageRows.Run(model, set, group => group, cancellation))
        {
            counts.Add(group.Group.Images.Select(image => image.Status));
            rows.Add(group, index => rule is not null && IsAnomaly(set, index, rule));
            clock.Add(group.Rows, group.Rows);
        }

        return new(rows, counts);
    }

    internal static bool IsAnomaly(VaeImageSet set, int index, NormalLabel rule) => rule.IsAnomaly(set.Label(index)) ?? throw new VaeDataException(
        $"Image '{set.Name(index)}' of '{set.Path}' must have a label; got none. "
                + "Put images into a folder per label, or a labels file beside the IDX file.");
}
