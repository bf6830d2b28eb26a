using Microsoft.ML;
using Microsoft.ML.Runtime;
using Vae.MLNet;
using Vae.MLNet.DataView;
using Vae.MLNet.Friend;

namespace Vae.Training;

/// <summary>
/// Trains a detector inside ML.NET; see <see cref="VaeTrainerCatalog"/>. It needs no label: it learns what the rows it is given have in common, so give it normal rows,
/// or declare their <see cref="VaeTrainingOptions.Contamination"/>.
/// </summary>
public sealed class VaeTrainer : IEstimator<VaeAnomalyTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly VaeScoringOptions _scoring;
    private readonly VaeTrainingOptions _options;
    private readonly IProgress<VaeTrainingProgress>? _progress;
    private readonly CancellationToken _stop;
    private readonly CancellationToken _cancellation;

    internal VaeTrainer(
        IHostEnvironment environment, VaeScoringOptions scoring, VaeTrainingOptions options, IProgress<VaeTrainingProgress>? progress,
        CancellationToken stop, CancellationToken cancellation)
    {
        scoring.Validate();
        options.Validate();
        (_environment, _scoring, _options) = (environment, scoring, options);
        (_progress, _stop, _cancellation) = (progress, stop, cancellation);
    }

    /// <summary>Trains on the rows of <paramref name="input"/>, read once in bounded memory, and returns the detector as a transformer; its <c>Model</c> saves the ONNX file.</summary>
    /// <param name="input">Data with the feature column: a vector of single-precision values of known size, NaN where a value is missing.</param>
    /// <exception cref="ArgumentException">The column is missing or no such vector, or the rows are too few.</exception>
    /// <exception cref="ArithmeticException">The loss became NaN or infinite; the message names the likely column.</exception>
    /// <exception cref="OperationCanceledException">Abandoned, or stopped before the first step.</exception>
    public VaeAnomalyTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var channel = _environment.Start(nameof(VaeTrainer));
        var data = VaeTrainingData.FromDataView(input, _scoring.InputColumnName, _options.MemoryBytes, _options.Seed, _options.ImageShape);
        var trained = VaeTraining.Train(data, _options, _progress, _stop, _cancellation);
        var last = trained.History[^1];
        channel.Info(MessageSensitivity.None, FormattableString.Invariant(
            $"Trained on {trained.Info.TrainingRows} rows in {last.Elapsed.TotalSeconds:0.0} s, {last.Step} steps; validation ELBO {last.ValidationElbo:0.000} nats per row."));
        return new VaeAnomalyTransformer(_environment, trained.OpenModel(_scoring.Model), _scoring.InputColumnName, _scoring.OutputColumnPrefix, _scoring.Outputs);
    }

    /// <summary>The shape of the data after the detector.</summary>
    /// <param name="inputSchema">The shape of the data before it.</param>
    /// <exception cref="ArgumentException">The input column is missing, or is no vector of single-precision values.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return SchemaShapes.WithScores(inputSchema, _scoring.InputColumnName, ScoredColumn.Shapes(VaeOutputs.Of(_options.ImageShape is null ? VaeModality.Table : VaeModality.Image), _scoring.OutputColumnPrefix, featuresHaveNames: _options.ImageShape is null), images: _options.ImageShape is not null);
    }
}
