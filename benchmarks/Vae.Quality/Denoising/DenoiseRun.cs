using Vae.Quality.Monitoring;

namespace Vae.Quality.Denoising;

/// <summary>How well a model fills cells that were removed at random from held-out normal rows, beside two plain ways.</summary>
internal static class DenoiseRun
{
    private const int MostRows = 1_000;

    public static IEnumerable<DenoiseResult> Results(TrainedSet set)
    {
        var rows = set.Test.Select([.. set.TestRows(anomalies: false).Take(MostRows)]);
        var scale = ColumnScale.Of(set.Train);
        var removed = RemovedCells.In(rows, scale, seed: 0);
        float[] medians = [.. removed.Given.Select((value, cell) => float.IsNaN(value) ? scale.Medians[cell % rows.FeatureCount] : value)];
        yield return new DenoiseResult(
            set.Name, set.Train.Rows, rows.FeatureCount, removed.Cells.Length,
            Model: Error(set.Model.FillMissing(removed.Given)),
            OnePass: Error(set.Model.Reconstruct(removed.Given)),
            Medians: Error(medians),
            Neighbours: Error(NeighbourFill.Of(set.Train, scale, removed.Given)));

        double Error(float[] filled) => removed.Cells.Average(
            cell => Math.Abs(filled[cell] - rows.Features[cell]) / scale.Deviations[cell % rows.FeatureCount]);
    }
}
