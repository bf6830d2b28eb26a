namespace Vae.MLNet;

/// <summary>How a stream is watched for drift; see <see cref="VaeDriftWatch"/>.</summary>
public sealed record VaeDriftOptions
{
    /// <summary>The chance of an alarm, ever, on a stream without drift; between 0 and 1. Default 0.01. A smaller rate finds drift a little later:
    /// 0.001 some ten rows.</summary>
    public double FalseAlarmRate { get; init; } = 0.01;

    /// <summary>
    /// Most rows that features are compared with, 100 to 10,000. Default 1,000: more find small shifts better and cost memory, 12 bytes a row and
    /// feature. With very many features fewer are
    /// kept, so that it stays below 24 MB.
    /// </summary>
    public int ReferenceRows { get; init; } = 1_000;

    /// <summary>Seed of the draws that break ties: same seed and same rows, same evidence. Default 0.</summary>
    public int Seed { get; init; }

    internal void Validate()
    {
        if (FalseAlarmRate is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(FalseAlarmRate), FormattableString.Invariant(
                $"Option '{nameof(FalseAlarmRate)}' must lie between 0 and 1, both excluded; got {FalseAlarmRate}. ")
                + "0.01 is one stream in a hundred.");
        }

        if (ReferenceRows is < 100 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(nameof(ReferenceRows), FormattableString.Invariant(
                $"Option '{nameof(ReferenceRows)}' must lie between 100 and 10000; got {ReferenceRows}."));
        }
    }
}
