using Microsoft.ML;
using Vae.MLNet.Outputs;

namespace Vae.MLNet.DataView;

/// <summary>
/// A detector's columns bound to the schema of some data: the input's columns keep their places, the scored ones come after them.
/// </summary>
internal sealed class ScoringBinding
{
    private readonly IReadOnlyList<ScoredColumn> _scored;

    public ScoringBinding(
        DataViewSchema inputSchema, VaeModel model, string? inputColumnName, IEnumerable<VaeOutput> outputs, string outputColumnPrefix)
    {
        (InputSchema, Info, InputColumnName) = (inputSchema, model.Info, inputColumnName);
        Features = FeatureBinding.Find(inputSchema, model.Info, model.Native.File.Source, inputColumnName);
        _scored = ScoredColumn.Of(model.Info, outputs, outputColumnPrefix);
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(inputSchema);
        foreach (var column in _scored)
        {
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public VaeModelInfo Info { get; }

    /// <summary>The vector or image column with the features, or null where the model's own columns are read.</summary>
    public string? InputColumnName { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>Where the features lie in the input.</summary>
    public FeatureBinding Features { get; }

    /// <summary>The scored columns, in order.</summary>
    public IReadOnlyList<ScoredColumn> ScoredColumns => _scored;

    /// <summary>The scored column behind a column of the output, or null for one of the input's.</summary>
    public ScoredColumn? Scored(DataViewSchema.Column column) => column.Index < InputSchema.Count ? null : _scored[column.Index - InputSchema.Count];

    /// <summary>What the model must compute for <paramref name="columns"/> of the output.</summary>
    public OutputSet Outputs(IEnumerable<DataViewSchema.Column> columns) =>
        columns.Select(Scored).OfType<ScoredColumn>().Aggregate(OutputSet.None, (set, column) => set | column.Needs);

    /// <summary>The input's columns among <paramref name="columns"/> of the output.</summary>
    public DataViewSchema.Column[] PassedThrough(IEnumerable<DataViewSchema.Column> columns) =>
        [.. columns.Select(column => column.Index).Where(index => index < InputSchema.Count).Distinct().Order().Select(index => InputSchema[index])];

    /// <summary>The input's columns that <paramref name="columns"/> of the output need.</summary>
    public DataViewSchema.Column[] Dependencies(IEnumerable<DataViewSchema.Column> columns)
    {
        DataViewSchema.Column[] needed = [.. columns];
        var passed = PassedThrough(needed);
        return Outputs(needed).IsEmpty ? passed : [.. passed, .. Features.Columns.Where(column => !passed.Any(other => other.Index == column.Index))];
    }
}
