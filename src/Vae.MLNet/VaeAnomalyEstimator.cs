using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Vae.MLNet.Contract;
using Vae.MLNet.DataView;
using Vae.MLNet.Friend;
using Vae.MLNet.Outputs;

namespace Vae.MLNet;

/// <summary>
/// Applies a trained detector in a pipeline; see <see cref="VaeCatalog"/>. Fitting learns nothing: it checks the input column.
/// All transformers it makes share one native model.
/// </summary>
public sealed class VaeAnomalyEstimator : IEstimator<VaeAnomalyTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Func<VaeModel> _open;
    private readonly bool _featuresHaveNames;
    private readonly bool _images;
    private readonly string _inputColumnName;
    private readonly string _outputColumnPrefix;
    private readonly IReadOnlyList<VaeOutput> _asked;
    private readonly IReadOnlyList<VaeOutput> _outputs;

    internal VaeAnomalyEstimator(IHostEnvironment environment, ModelFile file, Func<VaeModel> open, VaeScoringOptions options)
    {
        (_environment, _open) = (environment, open);
        (_inputColumnName, _outputColumnPrefix) = (options.InputColumnName, options.OutputColumnPrefix);
        (_featuresHaveNames, _images) = (file.Info.FeatureNames.Count == file.Info.FeatureCount, file.Info.ImageShape is not null);
        if (options.Outputs.FirstOrDefault(output => !file.Outputs.Contains(output)) is { } missing)
        {
            throw new ArgumentException($"Output '{missing}' must be one that model '{file.Source}' gives: {file.Outputs}; got another. Leave it out, or export the model again.", nameof(options));
        }

        _asked = options.Outputs.Count == 0 ? [] : OutputSet.Of(options.Outputs).Outputs;
        _outputs = options.Outputs.Count == 0 ? file.Outputs.Outputs : _asked;
    }

    /// <summary>Makes the transformer.</summary>
    /// <param name="input">Data with the input column; only its schema is looked at.</param>
    /// <exception cref="ArgumentException">The input column is missing, or is no vector of the model's size.</exception>
    public VaeAnomalyTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new VaeAnomalyTransformer(_environment, _open(), _inputColumnName, _outputColumnPrefix, _asked);
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
    /// <exception cref="ArgumentException">The input column is missing, or is no vector of single-precision values.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return SchemaShapes.WithScores(inputSchema, _inputColumnName, ScoredColumn.Shapes(_outputs, _outputColumnPrefix, _featuresHaveNames), _images);
    }
}
