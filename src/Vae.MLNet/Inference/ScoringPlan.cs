using System.Numerics;
using Vae.MLNet.Contract;

namespace Vae.MLNet.Inference;

/// <summary>How many rows go to ONNX Runtime at once, on how many threads, and how many batches at a time.</summary>
/// <param name="BatchRows">Rows of a full batch.</param>
/// <param name="ThreadsPerBatch">ONNX Runtime's intra-op threads.</param>
/// <param name="BatchesAtOnce">Batches in flight at once; 1 works on the caller's thread only.</param>
/// <param name="TilesAtOnce">Tiles of a photograph that go to ONNX Runtime at once, where a row is a photograph.</param>
internal sealed record ScoringPlan(int BatchRows, int ThreadsPerBatch, int BatchesAtOnce, int TilesAtOnce = 0)
{
    private const int MaxBatchRows = 2048;
    private const int MinBatchRows = 16;

    /// <summary>Input of a batch: larger ones leave the processor's caches before they are scored.</summary>
    private const long MaxInputBytes = 2 << 20;

    /// <summary>Intermediate results of a batch, estimated from the model's size.</summary>
    private const long MaxIntermediateBytes = 64 << 20;

    /// <summary>From here on one row is work enough to share among threads (16 MB of weights).</summary>
    private const long LargeModelParameters = 4 << 20;

    /// <summary>Other columns of a batch that are kept while it is scored.</summary>
    private const long MaxKeptBytes = 32 << 20;

    public static ScoringPlan For(ModelFile file, VaeModelOptions options)
    {
        var threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        var large = file.ParameterCount >= LargeModelParameters;
        var rows = options.BatchSize > 0 ? options.BatchSize : BatchRowsFor(file);
        if (file.Info.Tiling is not null)
        {
            // One photograph is work enough for all cores, and memory enough for one at a time.
            return new(BatchRows: 1, threads, BatchesAtOnce: 1, rows);
        }

        return new(
            rows,
            large ? threads : 1,
            threads == 1 ? 1 : large ? 2 : threads);
    }

    /// <summary>Rows of a full batch when <paramref name="keptBytes"/> more are kept for each row.</summary>
    public int BatchRowsWith(long keptBytes) => (int)Math.Clamp(MaxKeptBytes / Math.Max(1, keptBytes), 1, BatchRows);

    private static int BatchRowsFor(ModelFile file)
    {
        long features = Math.Max(1, file.Contract.Input.Width);
        var rows = Math.Min(MaxInputBytes / (sizeof(float) * features), MaxIntermediateBytes / (sizeof(float) * ResultsPerRow(file, features)));

        // The largest power of two that is not above the bound: whole cache lines and vector registers.
        return (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(rows, file.Info.ImageShape is null ? MinBatchRows : 1, MaxBatchRows) / 2 + 1);
    }

    /// <summary>
    /// An estimate of the intermediate results of one row. A dense layer of n inputs and m outputs has n·m weights and m results: weights over
    /// inputs. A convolution has as many results as channels
    /// times pixels, whatever its weights.
    /// </summary>
    private static long ResultsPerRow(ModelFile file, long features) => file.Info.OfGraph.ImageShape is { } shape
        ? Math.Max(1, file.ConvolutionChannels) * shape.Height * shape.Width
        : Math.Max(1, file.ParameterCount / features);
}
