namespace Vae.MLNet;

/// <summary>What a <see cref="VaeDriftWatch"/> knows at one moment.</summary>
public sealed record VaeDriftState
{
    /// <summary>Number of rows seen.</summary>
    public required long Rows { get; init; }

    /// <summary>Number of rows among them without a p-value.</summary>
    public required long UnjudgedRows { get; init; }

    /// <summary>
    /// log10 of the evidence against "no drift" now: 2 is a level that one stream without drift in a hundred ever reaches. Below 0 there is none.
    /// </summary>
    public required double Evidence { get; init; }

    /// <summary>The evidence at which the alarm is raised: −log10 of the false-alarm rate.</summary>
    public required double AlarmAt { get; init; }

    /// <summary>The row, counted from 1, at which the alarm was raised; it stays. Null without one.</summary>
    public required long? AlarmedAtRow { get; init; }

    /// <summary>What raised the alarm.</summary>
    public required VaeDriftCause Cause { get; init; }

    /// <summary>The feature that raised the alarm, or null.</summary>
    public required string? AlarmedFeature { get; init; }

    /// <summary>Up to ten features, the one with most evidence of having moved first; none before there are reference rows, or where features are
    /// not watched.</summary>
    public required IReadOnlyList<VaeFeatureShift> Features { get; init; }

    /// <summary>True once the alarm was raised.</summary>
    public bool IsAlarmed => AlarmedAtRow is not null;
}
