using Vae.MLNet;

namespace Vae.Quality.Faults;

/// <summary>How many flagged broken rows become normal when at most two columns are set to what the model expects.</summary>
internal sealed record CounterfactualRate(string Set, int Flagged, int Normal)
{
    private const int MostColumns = 2, MostRows = 60;

    public static CounterfactualRate Of(VaeModel model, PlantedFaults faults)
    {
        var labels = model.Score(faults.Rows.Features).PredictedLabel;
        int[] flagged = [.. Enumerable.Range(0, faults.Rows.Rows).Where(row => labels[row]).Take(MostRows)];
        return new(faults.Rows.Name, flagged.Length, flagged.Count(row => model.WhatWouldBeNormal(faults.Rows.Row(row).Span, MostColumns).IsNormal));
    }
}
