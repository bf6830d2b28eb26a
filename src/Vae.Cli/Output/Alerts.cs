using Vae.MLNet;

namespace Vae.Cli.Output;

/// <summary>What a threshold means for whoever answers the alerts.</summary>
internal static class Alerts
{
    public static string Describe(VaeModelInfo info) => info.FalseAlarmRate is { } rate
        ? FormattableString.Invariant($"Threshold {info.Threshold:0.###} promises a false-alarm rate of {rate * 100:0.####} %: ")
            + FormattableString.Invariant($"expect about {rate * 10_000:0.#} alerts per 10,000 normal rows.")
        : FormattableString.Invariant($"Threshold {info.Threshold:0.###} ({info.ThresholdSource}) makes no promise about false alarms.");
}
