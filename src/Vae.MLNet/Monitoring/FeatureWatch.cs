namespace Vae.MLNet.Monitoring;

/// <summary>One feature of a stream: its ranks among reference and stream, the bets on them, and how far its mean moved.</summary>
internal sealed class FeatureWatch
{
    /// <summary>Rows that the recent mean looks back on.</summary>
    private const double Recent = 100;

    public required string Name { get; init; }

    public required RankHistogram Ranks { get; init; }

    public required DriftBets Bets { get; init; }

    public required double ReferenceMean { get; init; }

    public required double ReferenceDeviation { get; init; }

    public double RecentMean { get; set; }

    /// <summary>Number of values of the stream that were not missing.</summary>
    public long Values { get; set; }

    public VaeFeatureShift Shift => new(Name, Values == 0 ? 0 : Distance(RecentMean - ReferenceMean, ReferenceDeviation), Bets.LogCapital);

    /// <param name="name">The feature's name.</param>
    /// <param name="reference">Its values in the reference rows; NaN is missing.</param>
    public static FeatureWatch Of(string name, float[] reference)
    {
        double[] present = [.. reference.Where(float.IsFinite).Select(value => (double)value)];
        var mean = present.Length == 0 ? 0 : present.Average();
        return new FeatureWatch
        {
            Name = name,
            Ranks = RankHistogram.Of(reference),
            Bets = new DriftBets(),
            ReferenceMean = mean,
            ReferenceDeviation = present.Length == 0 ? 0 : Math.Sqrt(present.Average(value => (value - mean) * (value - mean))),
        };
    }

    public void Add(float value, double draw)
    {
        Bets.Add(Ranks.Add(value, draw));
        if (float.IsFinite(value))
        {
            Values++;
            RecentMean += (value - RecentMean) / Math.Min(Values, Recent);
        }
    }

    private static double Distance(double difference, double deviation) => difference == 0 ? 0 : difference / deviation;
}
