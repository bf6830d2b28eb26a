using Vae.MLNet;

namespace Vae.Cli.Output;

/// <summary>What a threshold means for whoever answers the alerts.</summary>
internal static class Alerts
{
    /// <summary>The word for what gets a score.</summary>
    public static string WhatIsJudged(VaeModelInfo info) => info.ImageShape is null ? "row" : "image";

    public static string Describe(VaeModelInfo info) => info.FalseAlarmRate is { } rate
        ? !info.IsPromiseOfNormalRows
            ? FormattableString.Invariant($"Threshold {info.Threshold:0.###} flags about {rate * 100:0.####} % of {WhatIsJudged(info)}s ")
                + FormattableString.Invariant($"like those of the training, anomalies among them: expect about {rate * 10_000:0.#} alerts ")
                + $"per 10,000 {WhatIsJudged(info)}s, however many of them are anomalies."
            : FormattableString.Invariant($"Threshold {info.Threshold:0.###} promises a false-alarm rate of {rate * 100:0.####} %: ")
                + FormattableString.Invariant($"expect about {rate * 10_000:0.#} alerts per 10,000 normal {WhatIsJudged(info)}s.")
        : FormattableString.Invariant($"Threshold {info.Threshold:0.###} ({info.ThresholdSource}) makes no promise about false alarms.");
}
