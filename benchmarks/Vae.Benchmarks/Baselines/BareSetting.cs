namespace Vae.Benchmarks.Baselines;

/// <summary>How bare ONNX Runtime is run.</summary>
/// <param name="BatchRows">Rows per call.</param>
/// <param name="Threads">Its intra-op threads.</param>
/// <param name="Callers">Threads that call it, each with its own batches.</param>
internal sealed record BareSetting(int BatchRows, int Threads, int Callers)
{
    public override string ToString() => FormattableString.Invariant($"batch {BatchRows}, {Threads} thread(s) × {Callers} caller(s)");
}
