using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>Scores single rows on demand, as <see cref="PredictionEngine{TSrc, TDst}"/> wants it.</summary>
internal sealed class ScoringRowMapper(VaeModel model, ScoringBinding binding) : IRowToRowMapper
{
    public DataViewSchema InputSchema => binding.InputSchema;

    public DataViewSchema OutputSchema => binding.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        binding.Dependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ReferenceEquals(input.Schema, InputSchema)
            ? new ScoringRow(model, binding, input, activeColumns)
            : throw new ArgumentException(
                "Row must have the schema that the mapper was made for; got another. Make a mapper for its schema.", nameof(input));
    }
}
