using Microsoft.ML;
using Vae.MLNet;

namespace Vae.Samples.Tests;

/// <summary>The code of docs/monitoring.md, compiled and run as it stands there.</summary>
internal static class MonitoringSample
{
    public static (AnomalySelection Selection, VaeDriftWatch Watch) Run(MLContext mlContext, IDataView scored, VaeModel model, float[] normalRows)
    {
        #region monitoring
        // A batch: of the selected rows at most one in ten is a false discovery, on average over batches.
        var (selected, selection) = mlContext.AnomalyDetection.SelectAnomalies(scored, fdr: 0.1);
        Console.WriteLine($"{selection.Rows.Count} rows at p <= {selection.CutOff}. {selection.Remark}");

        // A stream: an alarm without drift has a chance of 1 %, ever.
        var watch = VaeDriftWatch.For(model.Info, normalRows);
        watch.Add(scored);                                          // or, in a service, row by row: watch.Add(pValues, features)
        if (watch.State is { IsAlarmed: true } state)
        {
            Console.WriteLine($"Drift since about row {state.AlarmedAtRow}: {state.Cause} {state.AlarmedFeature}");
            Console.WriteLine(string.Join(", ", state.Features.Select(feature => $"{feature.Name} {feature.Shift:+0.0;-0.0}")));
        }

        File.WriteAllBytes("drift.json", watch.Save());             // survives a restart
        watch = VaeDriftWatch.Restore(File.ReadAllBytes("drift.json"));
        #endregion
        return selected.Schema.GetColumnOrNull("PValue") is null ? throw new InvalidOperationException("The selected rows must have all columns.") : (selection, watch);
    }
}
