using Vae.Benchmarks.Models;

namespace Vae.Benchmarks.Ratios;

/// <summary>Ratios that are measured together.</summary>
/// <param name="Name">The name for <c>--only</c>.</param>
/// <param name="Measure">Measures them.</param>
internal sealed record RatioGroup(string Name, Func<BenchmarkFolder, IEnumerable<Ratio>> Measure);
