using Microsoft.ML;
using Microsoft.ML.Runtime;
using Vae.MLNet.Contract;
using Vae.MLNet.DataView;
using Vae.MLNet.Friend;

namespace Vae.MLNet;

/// <summary>
/// Applies a trained detector in a pipeline; see <see cref="VaeCatalog"/>. Fitting learns nothing: it settles which columns are read and checks them.
/// All transformers it makes share one native model.
/// </summary>
public sealed class VaeAnomalyEstimator : IEstimator<VaeAnomalyTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Func<VaeModel> _open;
    private readonly ModelFile _file;
    private readonly string? _inputColumnName;
    private readonly string _outputColumnPrefix;
    private readonly IReadOnlyList<VaeOutput> _asked;
    private readonly IReadOnlyList<VaeOutput> _outputs;

    internal VaeAnomalyEstimator(IHostEnvironment environment, ModelFile file, Func<VaeModel> open, VaeScoringOptions options)
    {
        (_environment, _file, _open) = (environment, file, open);
        (_inputColumnName, _outputColumnPrefix) = (options.InputColumnName, options.OutputColumnPrefix);
        _asked = file.Outputs.Choose(options.Outputs, $"model '{file.Source}'", nameof(options));
        _outputs = _asked.Count == 0 ? file.Outputs.Outputs : _asked;
    }

    /// <summary>Makes the transformer.</summary>
    /// <param name="input">Data with the model's features, in one column or in columns of their own; only its schema is looked at.</param>
    /// <exception cref="ArgumentException">A column is missing, of another type or size, or has slots of other names.</exception>
    public VaeAnomalyTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var inputColumnName = _inputColumnName ?? DefaultInput.Choose(input.Schema, _file.Info);
        var transformer = new VaeAnomalyTransformer(_environment, _open(), inputColumnName, _outputColumnPrefix, _asked);
        try
        {
            transformer.GetOutputSchema(input.Schema);
            return transformer;
        }
        catch (ArgumentException)
        {
            transformer.Dispose();
            throw;
        }
    }

    /// <summary>The shape of the data after the transform.</summary>
    /// <param name="inputSchema">The shape of the data before it.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type. Vector sizes and slot names are no part of a shape.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        InputShapes.Require(inputSchema, _inputColumnName, _file.Info, _file.Source);
        var featuresHaveNames = _file.Info.FeatureNames.Count == _file.Info.FeatureCount;
        return SchemaShapes.WithScores(inputSchema, ScoredColumn.Shapes(_outputs, _outputColumnPrefix, featuresHaveNames));
    }
}
