using Microsoft.ML;
using Vae.MLNet;
using Vae.MLNet.Friend;

namespace Vae.Training;

/// <summary>Training of detectors, in <c>mlContext.AnomalyDetection.Trainers</c>.</summary>
public static class VaeTrainerCatalog
{
    /// <summary>A trainer of VAE detectors.</summary>
    /// <param name="trainers">The anomaly-detection trainers of an <see cref="MLContext"/>.</param>
    /// <param name="featureColumnName">
    /// The column to learn from: a vector of single-precision values of known size, raw and unscaled, NaN where a value is missing.
    /// </param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="progress">Told some twenty times per run where training stands.</param>
    /// <param name="stop">Ends training and keeps the best model so far: at the earliest that after one step.</param>
    /// <param name="cancellation">Abandons the run, whatever it is doing: nothing is kept.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public static VaeTrainer Vae(
        this AnomalyDetectionCatalog.AnomalyDetectionTrainers trainers,
        string featureColumnName = "Features",
        VaeTrainingOptions? options = null,
        IProgress<VaeTrainingProgress>? progress = null,
        CancellationToken stop = default,
        CancellationToken cancellation = default) =>
        trainers.Vae(new VaeScoringOptions { InputColumnName = featureColumnName }, options ?? new(), progress, stop, cancellation);

    /// <summary>A trainer of VAE detectors, with all options of the transformer it returns.</summary>
    /// <param name="trainers">The anomaly-detection trainers of an <see cref="MLContext"/>.</param>
    /// <param name="scoring">Input column, output columns, and how the trained model runs.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told some twenty times per run where training stands.</param>
    /// <param name="stop">Ends training and keeps the best model so far: at the earliest that after one step.</param>
    /// <param name="cancellation">Abandons the run, whatever it is doing: nothing is kept.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public static VaeTrainer Vae(
        this AnomalyDetectionCatalog.AnomalyDetectionTrainers trainers,
        VaeScoringOptions scoring,
        VaeTrainingOptions options,
        IProgress<VaeTrainingProgress>? progress = null,
        CancellationToken stop = default,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        ArgumentNullException.ThrowIfNull(scoring);
        ArgumentNullException.ThrowIfNull(options);
        return new(CatalogEnvironment.Of(trainers), scoring, options, progress, stop, cancellation);
    }
}
