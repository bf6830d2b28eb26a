using static TorchSharp.torch;

namespace Vae.Training.Tables;

/// <summary>Rows that an export is verified on: training rows themselves, similar ones, far-out ones, and ones with missing values.</summary>
internal static class TableProbes
{
    private const int Count = 256;

    /// <summary>How far rows are moved, in units of each feature's standard deviation, in turn.</summary>
    private static readonly float[] Reaches = [0, 0.3f, 0.3f, 1, 3, 30];

    /// <summary>
    /// Training rows [rows, features] as they are and moved by a third of a standard deviation, some of them far out, some with gaps; then a row of
    /// zeros, in which no text column has a known category, and an empty one.
    /// </summary>
    public static Tensor From(Tensor features, TableScaler scaler, Generator generator)
    {
        using var scope = NewDisposeScope();
        var rows = features.cpu();
        var picked = randint(rows.shape[0], [Count], generator: generator, dtype: int64);
        var noise = randn([Count, rows.shape[1]], generator: generator) * tensor(scaler.Scale);
        var reach = tensor(Reaches).index_select(0, arange(Count) % Reaches.Length).unsqueeze(1);  // [rows, 1]
        var probes = rows.index_select(0, picked) + (noise * reach);
        var gaps = rand([Count, rows.shape[1]], generator: generator) < ((arange(Count) % 5) == 4).to(float32).unsqueeze(1) * 0.3;
        probes = probes.masked_fill(gaps, float.NaN);
        probes[Count - 2] = 0;
        probes[Count - 1] = float.NaN;
        return probes.to(features.device).MoveToOuterDisposeScope();
    }
}
