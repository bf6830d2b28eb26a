using Vae.MLNet;
using Vae.MLNet.Friend;

namespace Microsoft.ML;

/// <summary>
/// Other decisions on the same scores, in <c>mlContext.AnomalyDetection</c>: of a transformer just fitted, and of a pipeline loaded from a zip, to be
/// saved again with <c>mlContext.Model.Save</c>. Nothing is trained; scores and p-values stay as they are. The threshold of an ONNX file is
/// changed by <see cref="VaeModelFile"/>.
/// </summary>
public static class VaeThresholdCatalog
{
    /// <summary>A detector with another threshold, beside ML.NET's own method for its own detectors.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="model">The detector; it stays as it is, and the new one is disposed apart from it.</param>
    /// <param name="threshold">The score at and above which a row is labelled an anomaly; finite.</param>
    public static VaeAnomalyTransformer ChangeModelThreshold(this AnomalyDetectionCatalog catalog, VaeAnomalyTransformer model, double threshold)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return model.WithDecision(threshold, falseAlarmRate: null);
    }

    /// <summary>A pipeline whose detector has another threshold.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="model">A pipeline with one detector, fitted or loaded; it stays as it is, and shares its other steps with the new one.</param>
    /// <param name="threshold">The score at and above which a row is labelled an anomaly; finite.</param>
    /// <exception cref="ArgumentException">There is no detector of this library in it, or there are several.</exception>
    public static ITransformer ChangeModelThreshold(this AnomalyDetectionCatalog catalog, ITransformer model, double threshold) =>
        Change(catalog, model, threshold, falseAlarmRate: null);

    /// <summary>A detector that flags another share of normal rows, on the calibration of its training run.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="model">The detector; it stays as it is, and the new one is disposed apart from it.</param>
    /// <param name="falseAlarmRate">Between 0 and 1; not below 1 / (calibration rows + 1).</param>
    public static VaeAnomalyTransformer ChangeFalseAlarmRate(
        this AnomalyDetectionCatalog catalog, VaeAnomalyTransformer model, double falseAlarmRate)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return model.WithDecision(threshold: null, falseAlarmRate);
    }

    /// <summary>A pipeline whose detector flags another share of normal rows.</summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="model">A pipeline with one detector, fitted or loaded; it stays as it is, and shares its other steps with the new one.</param>
    /// <param name="falseAlarmRate">Between 0 and 1; not below 1 / (calibration rows + 1).</param>
    /// <exception cref="ArgumentException">There is no detector of this library in it, or there are several.</exception>
    public static ITransformer ChangeFalseAlarmRate(this AnomalyDetectionCatalog catalog, ITransformer model, double falseAlarmRate) =>
        Change(catalog, model, threshold: null, falseAlarmRate);

    private static ITransformer Change(AnomalyDetectionCatalog catalog, ITransformer model, double? threshold, double? falseAlarmRate)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        VaeAnomalyTransformer[] detectors = [.. TransformerChains.Find<VaeAnomalyTransformer>(model)];
        return detectors.Length == 1
            ? TransformerChains.Replace(model, detectors[0], detectors[0].WithDecision(threshold, falseAlarmRate))
            : throw new ArgumentException(
                FormattableString.Invariant($"Model must hold one detector of Vae.MLNet; got {detectors.Length}. ")
                + "Change the detector itself, and put it into a chain.",
                nameof(model));
    }
}
