using System.Collections.Concurrent;
using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>Reads and scores the rows of a table block by block, some blocks ahead, in order and in constant memory.</summary>
internal sealed class TableScoring
{
    /// <summary>A block may have a few more rows than the one before: arrays get an eighth to spare.</summary>
    private const int SpareShare = 8;

    private readonly ConcurrentBag<VaeScores> _idle = [];
    private readonly VaeModel _model;
    private readonly TableReading _reading;
    private readonly CategoryTally _categories;
    private readonly TrainedRows _trained;
    private readonly HeldOutScores? _heldOut;

    /// <summary>Finds the model's columns in the table.</summary>
    /// <exception cref="VaeDataException">The model is one of images, or columns are missing.</exception>
    public TableScoring(VaeModel model, ITableSource source, RowOptions options)
    {
        _heldOut = (options as ScoreRunOptions)?.HeldOut;
        (_model, _reading, _categories) = (model, new TableReading(model, source, options), new CategoryTally(model.Info.Columns));
        _trained = new TrainedRows(_heldOut is null ? model.Info.Sketch : null, model.Info.FeatureCount);
    }

    /// <summary>Receives scored rows, whose memory is used again afterwards; arrays of scores may be longer than the rows.</summary>
    public delegate T Use<T>(TableBlock block, FeatureBlock features, VaeScores scores);

    /// <summary>After a run: how the table was read, the columns of which the model knows no text, and rows that trained the model.</summary>
    public IReadOnlyList<string> Remarks => [.. _reading.Remarks, .. _categories.Remarks, .. _trained.Remarks];

    /// <summary>Runs <paramref name="use"/> on every scored block; its results come in order.</summary>
    /// <param name="others">The places of columns that <paramref name="use"/> looks at.</param>
    /// <param name="label">The label column, if any.</param>
    /// <param name="normalOnly">True to leave out the rows that <paramref name="label"/> marks as anomalies.</param>
    /// <param name="use">What to do with the scores, on any thread.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public IEnumerable<T> Run<T>(IEnumerable<int> others, LabelColumn? label, bool normalOnly, Use<T> use, CancellationToken cancellation) =>
        _reading.Run(
            others, label, normalOnly,
            (block, features) =>
            {
                lock (_categories)
                {
                    _categories.Merge(features.Categories);
                }

                var scores = Rent(features.Rows);
                _model.ScoreFeatures(features.Features, scores);
                _heldOut?.PutInto(scores, features.RowNumbers, _model);
                _trained.Add(features.Features);
                var result = use(block, features, scores);
                _idle.Add(scores);
                return result;
            },
            cancellation);

    /// <summary>Arrays of an earlier block where they are long enough, so that a long run needs no more memory than a short one.</summary>
    private VaeScores Rent(int rows) =>
        _idle.TryTake(out var scores) && scores.Capacity >= rows ? scores : new VaeScores(_model, rows + (rows / SpareShare));
}
