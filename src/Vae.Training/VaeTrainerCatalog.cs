using Vae.Training;
using Vae.MLNet;
using Vae.MLNet.Friend;

namespace Microsoft.ML;

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

    /// <summary>
    /// A trainer of VAE detectors on columns by name, typed and encoded as <c>vae train</c> does it: the same table gives the same model. The
    /// transformer it returns reads the same columns by their names.
    /// </summary>
    /// <param name="trainers">The anomaly-detection trainers of an <see cref="MLContext"/>.</param>
    /// <param name="columnNames">
    /// The columns to learn from, in the order of the features: numbers of any type, raw and unscaled, NaN where a value is missing; true and false;
    /// texts, and keys whose values are texts. Nothing else of the data becomes a feature.
    /// </param>
    /// <param name="options">How to train; null for the defaults.</param>
    /// <param name="scoring">Output columns, and how the trained model runs; null for the defaults. It must name no input column.</param>
    /// <param name="progress">Told some twenty times per run where training stands.</param>
    /// <param name="stop">Ends training and keeps the best model so far: at the earliest that after one step.</param>
    /// <param name="cancellation">Abandons the run, whatever it is doing: nothing is kept.</param>
    /// <exception cref="ArgumentException">No name or one twice, an option outside its range, or one of images or of a vector column.</exception>
    public static VaeTrainer Vae(
        this AnomalyDetectionCatalog.AnomalyDetectionTrainers trainers,
        IReadOnlyList<string> columnNames,
        VaeTrainingOptions? options = null,
        VaeScoringOptions? scoring = null,
        IProgress<VaeTrainingProgress>? progress = null,
        CancellationToken stop = default,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        ArgumentNullException.ThrowIfNull(columnNames);
        return new(CatalogEnvironment.Of(trainers), [.. columnNames], scoring ?? new(), options ?? new(), progress, stop, cancellation);
    }

    /// <summary>A trainer of VAE detectors, with everything in one object, as other trainers of ML.NET have it.</summary>
    /// <param name="trainers">The anomaly-detection trainers of an <see cref="MLContext"/>.</param>
    /// <param name="trainerOptions">What to learn from, how to train, how to score.</param>
    /// <exception cref="ArgumentException">An option is outside its range, or contradicts another.</exception>
    public static VaeTrainer Vae(this AnomalyDetectionCatalog.AnomalyDetectionTrainers trainers, VaeTrainerOptions trainerOptions)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        ArgumentNullException.ThrowIfNull(trainerOptions);
        trainerOptions.Validate();
        var scoring = trainerOptions.FeatureColumnName is { } name ? trainerOptions.Scoring with { InputColumnName = name } : trainerOptions.Scoring;
        IReadOnlyList<string>? columns = trainerOptions.ColumnNames.Count > 0 ? [.. trainerOptions.ColumnNames] : null;
        return new(
            CatalogEnvironment.Of(trainers), columns, scoring, trainerOptions.Training, trainerOptions.Progress, trainerOptions.Stop,
            trainerOptions.Cancellation);
    }

    /// <summary>A trainer of VAE detectors, with all options of the transformer it returns.</summary>
    /// <param name="trainers">The anomaly-detection trainers of an <see cref="MLContext"/>.</param>
    /// <param name="scoring">Input column (null: <c>Features</c>), output columns, and how the trained model runs.</param>
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
        return new(CatalogEnvironment.Of(trainers), columnNames: null, scoring, options, progress, stop, cancellation);
    }
}
