using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Vae.MLNet.Inference;

/// <summary>
/// What a service can watch of its scoring, under the meter <c>Vae.MLNet</c> (<see cref="System.Diagnostics.Metrics"/>, which OpenTelemetry and
/// <c>dotnet-counters</c> read).
/// Every measurement carries the tag <c>model</c>. Without a listener a batch costs five comparisons and no memory.
/// </summary>
/// <param name="model">Name of the model, the value of the tag.</param>
internal sealed class ScoringMeter(string model)
{
    public const string MeterName = "Vae.MLNet";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("vae.rows", "{row}", "Rows scored.");

    private static readonly Counter<long> Flagged = Meter.CreateCounter<long>(
        "vae.rows.flagged", "{row}", "Rows with a score at or above the threshold.");

    private static readonly Counter<long> Unjudged = Meter.CreateCounter<long>(
        "vae.rows.unjudged", "{row}", "Rows without a score: every feature was missing.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "vae.batch.duration", "s", "Time that the model took for one batch.");

    /// <summary>Powers of ten and their halves: normal rows fill each in proportion to its width, and drift shows at either end.</summary>
    private static readonly Histogram<double> PValues = Meter.CreateHistogram(
        "vae.pvalue", "1", "p-values of the rows.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9] });

    private readonly KeyValuePair<string, object?> _tag = new("model", model);

    /// <summary>When a batch began, or 0 where nobody listens.</summary>
    public static long Begin() =>
        Rows.Enabled || Flagged.Enabled || Unjudged.Enabled || Duration.Enabled || PValues.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Records a batch of scored rows.</summary>
    /// <param name="began">What <see cref="Begin"/> gave.</param>
    /// <param name="scores">[rows]; NaN where a row cannot be judged.</param>
    /// <param name="labels">[rows].</param>
    /// <param name="pValues">[rows].</param>
    public void End(long began, ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<float> pValues)
    {
        Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, _tag);
        var (flagged, unjudged) = (0, 0);
        for (var row = 0; row < scores.Length; row++)
        {
            var hasScore = !float.IsNaN(scores[row]);
            flagged += hasScore && labels[row] ? 1 : 0;
            unjudged += hasScore ? 0 : 1;
            if (hasScore && PValues.Enabled)
            {
                PValues.Record(pValues[row], _tag);
            }
        }

        Rows.Add(scores.Length, _tag);
        Flagged.Add(flagged, _tag);
        Unjudged.Add(unjudged, _tag);
    }
}
