using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Vae.MLNet.DataView;

namespace Vae.MLNet;

/// <summary>
/// Adds a detector's columns to data: <c>Score</c>, <c>PredictedLabel</c>, <c>PValue</c>, <c>ReconstructionError</c>, <c>KlDivergence</c>,
/// and the vectors <c>FeatureErrors</c>, <c>Reconstruction</c>, <c>LatentMean</c>, each computed only where it is read.
/// Thread-safe. Saved by <c>mlContext.Model.Save</c> with the model inside. Owns its <see cref="Model"/>.
/// </summary>
public sealed partial class VaeAnomalyTransformer : ITransformer, IDisposable
{
    /// <summary>Takes over <paramref name="model"/> and disposes it with itself.</summary>
    internal VaeAnomalyTransformer(IHostEnvironment environment, VaeModel model, string inputColumnName, string outputColumnPrefix)
    {
        (Model, InputColumnName, OutputColumnPrefix) = (model, inputColumnName, outputColumnPrefix);
        using var channel = environment.Start(LoaderSignature);
        channel.Info(MessageSensitivity.None, $"The detector runs on {model.Device}: {model.DeviceReason}.");
    }

    /// <summary>The model that scores. Disposed with the transformer.</summary>
    public VaeModel Model { get; }

    /// <summary>The column with the features.</summary>
    public string InputColumnName { get; }

    /// <summary>Stands before the name of every output column.</summary>
    public string OutputColumnPrefix { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The schema of the data after the transform.</summary>
    /// <param name="inputSchema">The schema of the data before it.</param>
    /// <exception cref="ArgumentException">The input column is missing, or is no vector of the model's size.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>Adds the columns to <paramref name="input"/>. Nothing is read or computed before the result is.</summary>
    /// <param name="input">Data with the input column.</param>
    /// <exception cref="ArgumentException">The input column is missing, or is no vector of the model's size.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredDataView(Model, Bind(input.Schema), input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new ScoringRowMapper(Model, Bind(inputSchema));

    /// <summary>Gives up this transformer's share of the model; data made by it can no longer be read.</summary>
    public void Dispose() => Model.Dispose();

    private ScoringBinding Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ScoringBinding(inputSchema, Model, InputColumnName, OutputColumnPrefix);
    }
}
