using Vae.MLNet;
using Microsoft.ML.Data;
using Vae.MLNet.Contract;
using Vae.MLNet.Friend;

namespace Microsoft.ML;

/// <summary>Selection of anomalies from a batch, from <c>mlContext.AnomalyDetection</c>.</summary>
public static class SelectionCatalog
{
    /// <summary>
    /// Selects from a scored batch the rows that are anomalies, so that at most a share of them, on average over batches, are false discoveries:
    /// Benjamini and Hochberg on the
    /// p-values. Reads the p-values once, at once; the selected rows come when <see cref="SelectedAnomalies.Data"/> is read. Needs 8 bytes of memory
    /// a row for that time.
    /// </summary>
    /// <param name="catalog">The catalog of an <see cref="MLContext"/>.</param>
    /// <param name="scored">Rows with p-values. All of them are the batch that the share is promised for.</param>
    /// <param name="fdr">The share of false discoveries to accept among the selected, between 0 and 1. Default 0.1: one in ten.</param>
    /// <param name="pValueColumnName">The column with the p-values, single precision. NaN, a row that cannot be judged, is never selected.</param>
    /// <param name="calibrationRows">
    /// Number of rows behind the p-values. Default null: what the column says of itself, as those of our models do.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The column is missing or of another type, a p-value or the share is out of range, or the calibration sample is too small to select anything
    /// from any batch.
    /// </exception>
    public static SelectedAnomalies SelectAnomalies(
        this AnomalyDetectionCatalog catalog, IDataView scored, double fdr = 0.1, string pValueColumnName = "PValue", int? calibrationRows = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(scored);
        var column = RequiredColumn.Of(scored, pValueColumnName, nameof(pValueColumnName), NumberDataViewType.Single);
        float[] pValues = [.. scored.GetColumn<float>(column)];
        var selection = AnomalySelection.Select(pValues, fdr, calibrationRows ?? CalibrationAnnotation.Of(column));
        var upper = MathF.BitIncrement((float)selection.CutOff);
        return new SelectedAnomalies(CatalogEnvironment.DataOf(catalog).FilterRowsByColumn(scored, pValueColumnName, upperBound: upper), selection);
    }
}
