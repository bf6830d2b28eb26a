using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vae.MLNet.Monitoring;

/// <summary>A watch as it is saved: JSON, so that it can be read without us.</summary>
internal sealed record DriftSnapshot(
    int Version,
    VaeDriftOptions Options,
    int CalibrationRows,
    IReadOnlyList<string> FeatureNames,
    long Rows,
    long UnjudgedRows,
    long? AlarmedAtRow,
    VaeDriftCause Cause,
    string? AlarmedFeature,
    DriftSnapshot.Channel PValues,
    IReadOnlyList<float> WarmUp,
    IReadOnlyList<DriftSnapshot.Feature> Features)
{
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="InvalidDataException">It is no saved watch.</exception>
    public static DriftSnapshot Read(ReadOnlySpan<byte> saved)
    {
        DriftSnapshot? snapshot;
        try
        {
            snapshot = JsonSerializer.Deserialize<DriftSnapshot>(saved, Json);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"Saved drift watch must be the JSON that {nameof(VaeDriftWatch.Save)} wrote; got something else: {exception.Message}", exception);
        }

        return snapshot is { Version: CurrentVersion } && snapshot.IsWhole ? snapshot : throw new InvalidDataException(FormattableString.Invariant(
            $"Saved drift watch must be whole and of version {CurrentVersion}; got version {snapshot?.Version}, or parts that do not fit together. ")
            + "Start a new watch.");
    }

    private bool IsWhole =>
        CalibrationRows > 0
        && PValues.IsWhole
        && (Features.Count == 0 || Features.Count == FeatureNames.Count)
        && Features.All(feature => feature.Channel.IsWhole)
        && WarmUp.Count % Math.Max(1, FeatureNames.Count) == 0;

    /// <summary>Ranks and bets.</summary>
    internal sealed record Channel(float[] Edges, int[] Counts, long Rows, double LogScale, double Cash, double[] Stakes)
    {
        [JsonIgnore]
        public bool IsWhole =>
            Counts.Length == (2 * Edges.Length) + 1
            && Stakes.Length == new DriftBets().Stakes.Length
            && Rows >= 0
            && Counts.All(count => count >= 0);

        public static Channel Of(RankHistogram ranks, DriftBets bets) =>
            new([.. ranks.Edges], [.. ranks.Counts], bets.Rows, bets.LogScale, bets.Cash, [.. bets.Stakes]);

        public (RankHistogram Ranks, DriftBets Bets) Open() => (new RankHistogram(Edges, Counts), new DriftBets(Rows, LogScale, Cash, Stakes));
    }

    /// <summary>A feature.</summary>
    internal sealed record Feature(Channel Channel, double ReferenceMean, double ReferenceDeviation, double RecentMean, long Values)
    {
        public static Feature Of(FeatureWatch watch) =>
            new(Channel.Of(watch.Ranks, watch.Bets), watch.ReferenceMean, watch.ReferenceDeviation, watch.RecentMean, watch.Values);

        public FeatureWatch Open(string name)
        {
            var (ranks, bets) = Channel.Open();
            return new FeatureWatch
            {
                Name = name,
                Ranks = ranks,
                Bets = bets,
                ReferenceMean = ReferenceMean,
                ReferenceDeviation = ReferenceDeviation,
                RecentMean = RecentMean,
                Values = Values,
            };
        }
    }
}
