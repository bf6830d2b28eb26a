using Vae.Data.Rows;
using Vae.MLNet;

namespace Vae.Data.Runs;

/// <summary>Reads the features of a table block by block, some blocks ahead, in order and in constant memory.</summary>
internal sealed class TableReading
{
    private readonly ITableSource _source;
    private readonly RowEncoder _encoder;
    private readonly BadRowOptions _badRows;

    /// <summary>Finds the model's columns in the table.</summary>
    /// <exception cref="VaeDataException">The model is one of images, or columns are missing.</exception>
    public TableReading(VaeModel model, ITableSource source, RowOptions options)
        : this(model, source, options.Missing, options.BadRows, options.Names)
    {
    }

    /// <summary>Finds the model's columns in the table.</summary>
    /// <exception cref="VaeDataException">The model is one of images, or columns are missing.</exception>
    public TableReading(VaeModel model, ITableSource source, IReadOnlyList<string> missing, BadRowOptions badRows, OptionNames names)
    {
        ModelData.RequireTables(model, source);
        _badRows = badRows;
        (_source, _encoder) = (source, new RowEncoder(source, model.Info.Columns, MissingWords.Of(missing, model.Info.Columns), names));
    }

    /// <summary>How the table was read.</summary>
    public IReadOnlyList<string> Remarks => _source.Remarks;

    /// <summary>Receives the features of a block, whose memory is used again afterwards.</summary>
    public delegate T Use<T>(TableBlock block, FeatureBlock features);

    /// <summary>Runs <paramref name="use"/> on every block; its results come in order.</summary>
    /// <param name="others">The places of columns that <paramref name="use"/> looks at.</param>
    /// <param name="label">The label column, if any.</param>
    /// <param name="normalOnly">True to leave out the rows that <paramref name="label"/> marks as anomalies.</param>
    /// <param name="use">What to do with the features, on any thread.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public IEnumerable<T> Run<T>(IEnumerable<int> others, LabelColumn? label, bool normalOnly, Use<T> use, CancellationToken cancellation)
    {
        int[] columns = [.. _encoder.Indexes.Concat(others).Concat(label is null ? [] : [label.Index]).Distinct()];
        return TableWork.Run(
            _source, columns,
            block =>
            {
                using var features = FeatureBlock.Parse(block, _encoder, _badRows, label, normalOnly);
                return use(block, features);
            },
            cancellation);
    }
}
