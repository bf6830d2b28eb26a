using Vae.MLNet;
using Vae.MLNet.Contract;
using Vae.MLNet.Friend;
using Vae.MLNet.Inference;

namespace Microsoft.ML;

/// <summary>Anomaly detection with trained models, in <c>mlContext.Transforms</c>.</summary>
public static class VaeCatalog
{
    /// <summary>Scores rows with a model file.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="modelPath">Path of <c>model.onnx</c>, read at once and only once.</param>
    /// <param name="inputColumnName">
    /// The column with the features: a vector of single-precision values, as many as the model has features. A null array is a row without any value.
    /// Default null: the column <c>Features</c> where the data have one that can hold them, else the model's own columns by name; see
    /// <see cref="VaeScoringOptions.InputColumnName"/>.
    /// </param>
    /// <param name="outputColumnPrefix">Stands before the name of every output column.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    public static VaeAnomalyEstimator DetectAnomaliesWithVae(
        this TransformsCatalog catalog, string modelPath, string? inputColumnName = null, string outputColumnPrefix = "") =>
        catalog.DetectAnomaliesWithVae(
            modelPath, new VaeScoringOptions { InputColumnName = inputColumnName, OutputColumnPrefix = outputColumnPrefix });

    /// <summary>Scores rows with a model file, with all options.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="modelPath">Path of <c>model.onnx</c>, read at once and only once.</param>
    /// <param name="options">Columns, threshold, device, threads.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    public static VaeAnomalyEstimator DetectAnomaliesWithVae(this TransformsCatalog catalog, string modelPath, VaeScoringOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(modelPath);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Of(catalog, ModelFile.ReadDetector(modelPath, options.Model.Sha256), options);
    }

    /// <summary>Scores rows with a loaded model, whose native session is shared.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="model">The model; stays the caller's to dispose, and may be disposed before the transformers made from it.</param>
    /// <param name="options">The columns; the model has its own device, threshold and threads. Default null: the defaults.</param>
    public static VaeAnomalyEstimator DetectAnomaliesWithVae(this TransformsCatalog catalog, VaeModel model, VaeScoringOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Validate();
        return new VaeAnomalyEstimator(CatalogEnvironment.Of(catalog), model.Native.File, model.Share, options);
    }

    /// <summary>Scores rows with a model file from a stream, such as a download, a blob or an embedded resource.</summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="modelStream">
    /// The bytes of <c>model.onnx</c>, read at once from where the stream stands to its end; stays the caller's to dispose.
    /// </param>
    /// <param name="options">Columns, threshold, device, threads. Default null: the defaults.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    public static VaeAnomalyEstimator DetectAnomaliesWithVae(this TransformsCatalog catalog, Stream modelStream, VaeScoringOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(modelStream);
        options ??= new();
        options.Validate();
        return Of(catalog, ModelFile.ReadDetector(modelStream, options.Model.Sha256), options);
    }

    /// <summary>
    /// Adds the place of each row in the latent space of a model: <c>LatentMean</c> and <c>LatentLogVariance</c>, as features for other models and
    /// for maps. The same transformer as
    /// <see cref="DetectAnomaliesWithVae(TransformsCatalog, string, VaeScoringOptions)"/> with these outputs.
    /// </summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="modelPath">Path of <c>model.onnx</c>, read at once and only once.</param>
    /// <param name="inputColumnName">
    /// The column with the features: a vector of single-precision values, as many as the model has features. A null array is a row without any value.
    /// Default null: the column <c>Features</c> where the data have one that can hold them, else the model's own columns by name; see
    /// <see cref="VaeScoringOptions.InputColumnName"/>.
    /// </param>
    /// <param name="outputColumnPrefix">Stands before the name of every output column.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    public static VaeAnomalyEstimator EncodeWithVae(
        this TransformsCatalog catalog, string modelPath, string? inputColumnName = null, string outputColumnPrefix = "") =>
        catalog.DetectAnomaliesWithVae(
            modelPath,
            new VaeScoringOptions
            {
                InputColumnName = inputColumnName,
                OutputColumnPrefix = outputColumnPrefix,
                Outputs = [VaeOutputs.LatentMean, VaeOutputs.LatentLogVariance],
            });

    /// <summary>
    /// Adds what a model expects of each row, in the features' own units: <c>Reconstruction</c>, a denoised row, in which missing values are filled.
    /// The same transformer as
    /// <see cref="DetectAnomaliesWithVae(TransformsCatalog, string, VaeScoringOptions)"/> with this output.
    /// </summary>
    /// <param name="catalog">The transforms of an <see cref="MLContext"/>.</param>
    /// <param name="modelPath">Path of <c>model.onnx</c>, read at once and only once.</param>
    /// <param name="inputColumnName">
    /// The column with the features: a vector of single-precision values, as many as the model has features. A null array is a row without any value.
    /// Default null: the column <c>Features</c> where the data have one that can hold them, else the model's own columns by name; see
    /// <see cref="VaeScoringOptions.InputColumnName"/>.
    /// </param>
    /// <param name="outputColumnPrefix">Stands before the name of the output column.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    public static VaeAnomalyEstimator ReconstructWithVae(
        this TransformsCatalog catalog, string modelPath, string? inputColumnName = null, string outputColumnPrefix = "") =>
        catalog.DetectAnomaliesWithVae(
            modelPath,
            new VaeScoringOptions
            {
                InputColumnName = inputColumnName,
                OutputColumnPrefix = outputColumnPrefix,
                Outputs = [VaeOutputs.Reconstruction],
            });

    private static VaeAnomalyEstimator Of(TransformsCatalog catalog, ModelFile file, VaeScoringOptions options)
    {
        var model = new ReopenableModel(file, options.Model);
        return new VaeAnomalyEstimator(CatalogEnvironment.Of(catalog), model.File, () => new VaeModel(model.Open()), options);
    }
}
