using Microsoft.ML;

namespace Vae.MLNet;

/// <summary>The anomalies that were selected from scored data; see <see cref="SelectionCatalog"/>.</summary>
/// <param name="Data">
/// The selected rows with all their columns, filtered while it is read: whoever reads it reads, and scores, the data behind it once more. Cache that
/// data to avoid it.
/// </param>
/// <param name="Selection">Which rows these are, the cut-off, and what is to be expected of them.</param>
public sealed record SelectedAnomalies(IDataView Data, AnomalySelection Selection);
