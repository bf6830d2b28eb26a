using Microsoft.ML;
using Microsoft.ML.Data;

namespace Vae.MLNet.DataView;

/// <summary>Scores single rows on demand, as <see cref="PredictionEngine{TSrc, TDst}"/> wants it.</summary>
/// <param name="open">The model, opened again where it was disposed.</param>
/// <param name="binding">Where features and scores are.</param>
internal sealed class ScoringRowMapper(Func<VaeModel> open, ScoringBinding binding) : IRowToRowMapper
{
    public DataViewSchema InputSchema => binding.InputSchema;

    public DataViewSchema OutputSchema => binding.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        binding.Dependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ReferenceEquals(input.Schema, InputSchema)
            ? new ScoringRow(open, binding, input, activeColumns)
            : throw new ArgumentException(
                "Row must have the schema that the mapper was made for; got another. Make a mapper for its schema.", nameof(input));
    }
}
