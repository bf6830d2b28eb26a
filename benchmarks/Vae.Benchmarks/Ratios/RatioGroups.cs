namespace Vae.Benchmarks.Ratios;

/// <summary>All groups, in the order in which they run and are printed.</summary>
internal static class RatioGroups
{
    public static readonly IReadOnlyList<RatioGroup> All =
    [
        new("pipeline", PipelineRatios.Measure),
        new("engine", EngineRatios.Measure),
        new("length", LengthRatios.Measure),
        new("leaving", folder => [.. LeavingRatios.Measure(folder), .. SdcaRatios.Measure(folder)]),
        new("file", FileRatios.Measure),
        new("memory", MemoryRatios.Measure),
        new("parquet", ParquetRatios.Measure),
        new("training", TrainingRatios.Measure),
        new("images", ImageRatios.Measure),
        new("start", StartRatios.Measure),
    ];
}
