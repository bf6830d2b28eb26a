using Vae.Data.Comparison;
using Vae.Data.Rows;
using Vae.Data.Runs;
using Vae.MLNet;

namespace Vae.Data;

/// <summary>Made-up rows of a table beside real ones.</summary>
public static class MadeUpComparison
{
    /// <summary>Rows of the data that are compared with: a uniform sample.</summary>
    internal const int MostRows = 10_000;

    /// <summary>Compares with the normal rows of a table, as if they were those that the model learnt from.</summary>
    /// <param name="model">The model that made up the rows.</param>
    /// <param name="made">What it made up.</param>
    /// <param name="path">A table as for <see cref="TableSources.Open(string, TableOptions?)"/>.</param>
    /// <param name="options">Which rows are normal; null for all.</param>
    /// <param name="progress">Told of every block.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="VaeDataException">The data cannot be read, hold no normal row, or do not suit the model.</exception>
    public static MadeUpQuality Compare(
        VaeModel model, VaeGeneratedRows made, string path, LabelledScoreOptions? options = null, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(made);
        options ??= new();
        options.Validate();
        var table = ModelData.Table(path, options.Reading, options.Names);
        var reading = new TableReading(model, table, options);
        var label = LabelColumn.Find(table, options.Label, options.Names);
        var (clock, sample) = (new RunClock(table.Size, progress), new RowSample(MostRows, model.Info.FeatureCount));
        foreach (var (features, size) in reading.Run(
            [], label, normalOnly: true, (block, features) => (features.Features.ToArray(), block.Size), cancellation))
        {
            sample.Add(features);
            clock.Add(features.Length / model.Info.FeatureCount, size);
        }

        return sample.Features.Length > 0
            ? Compare(model.Info.Columns, made.OfModel, sample.Features)
            : throw new VaeDataException($"Data file '{table.Name}' must have a normal row to compare with; got none. Check {options.Names.Normal}.");
    }

    /// <summary>How many rows are, cell by cell, one of those that the model learnt from.</summary>
    /// <param name="columns">What the columns are.</param>
    /// <param name="rows">The rows, made up or not [rows, features].</param>
    /// <param name="learnt">What the model learnt from [rows, features].</param>
    public static int Copies(IReadOnlyList<VaeColumn> columns, float[] rows, float[] learnt)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(learnt);
        return Comparison.Copies.Of(learnt, rows, columns.Sum(column => column.Width)).All;
    }

    /// <summary>Compares rows in memory.</summary>
    /// <param name="columns">What the columns are.</param>
    /// <param name="made">Made-up rows [rows, features], NaN = missing; at least one.</param>
    /// <param name="real">Real rows alike [rows, features]; at least one.</param>
    /// <param name="learnt">The rows that the model learnt from, where they are others than <paramref name="real"/> [rows, features].</param>
    public static MadeUpQuality Compare(IReadOnlyList<VaeColumn> columns, float[] made, float[] real, float[]? learnt = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(made);
        ArgumentNullException.ThrowIfNull(real);
        learnt ??= real;
        var width = columns.Sum(column => column.Width);
        foreach (var (rows, name) in new[] { (made, nameof(made)), (real, nameof(real)), (learnt, nameof(learnt)) })
        {
            if (rows.Length == 0 || rows.Length % width != 0)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Array '{name}' must hold whole rows of {width} features, at least one; got {rows.Length} values."),
                    name);
            }
        }

        // Tables are often sorted, and some comparisons look at the first rows alone.
        var shuffled = real.Chunk(width).ToArray();
        new Random(0).Shuffle(shuffled);
        var isSame = ReferenceEquals(learnt, real);
        real = [.. shuffled.SelectMany(row => row)];
        learnt = isSame ? real : learnt;
        var (own, others) = (ColumnValues.Of(columns, real), ColumnValues.Of(columns, made));
        var copies = Comparison.Copies.Of(learnt, made, width);
        return new()
        {
            ColumnShapes = ColumnShapes.Of(own, others),
            PairTrends = PairTrends.Of(own, others),
            Validity = Validity.Of(learnt, made, width),
            TwoSampleAuroc = TwoSampleTest.Auroc(real, made, width),
            Copies = copies.All,
            RareCopies = copies.Rare,
            NearestDistance = NearestRecords.Distance(learnt, made, width),
            RealNearestDistance = NearestRecords.Distance(learnt, real, width),
        };
    }
}
