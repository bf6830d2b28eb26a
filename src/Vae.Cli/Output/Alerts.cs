using Vae.MLNet;

namespace Vae.Cli.Output;

/// <summary>What a threshold means for whoever answers the alerts.</summary>
internal static class Alerts
{
    public static string Describe(VaeModelInfo info) => info.FalseAlarmRate is { } rate
        ? info.Contamination is null
            ? FormattableString.Invariant($"Threshold {info.Threshold:0.###} flags about {rate * 100:0.####} % of rows like those of the training, ")
                + FormattableString.Invariant($"anomalies among them: expect about {rate * 10_000:0.#} alerts per 10,000 rows, ")
                + "however many of them are anomalies."
            : FormattableString.Invariant($"Threshold {info.Threshold:0.###} promises a false-alarm rate of {rate * 100:0.####} %: ")
                + FormattableString.Invariant($"expect about {rate * 10_000:0.#} alerts per 10,000 normal rows.")
        : FormattableString.Invariant($"Threshold {info.Threshold:0.###} ({info.ThresholdSource}) makes no promise about false alarms.");
}
