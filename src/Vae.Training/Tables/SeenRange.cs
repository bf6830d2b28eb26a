namespace Vae.Training.Tables;

/// <summary>Where the values of a feature lay that a member saw, and half as far again on either side.</summary>
/// <param name="Feature">Index of the feature.</param>
/// <param name="Centre">The middle of the range.</param>
/// <param name="HalfWidth">A value farther from the middle than this lies beyond the range.</param>
internal readonly record struct SeenRange(int Feature, float Centre, float HalfWidth)
{
    /// <summary>
    /// How many times as far from the mean as the farthest value on its side a value must lie: of normal values one in 85,000 does
    /// where 800 were seen, and of heavy tails so few that held-out rows still say what one is worth.
    /// </summary>
    public const double Widening = 1.5;

    /// <summary>The range of values with this mean and these ends.</summary>
    public static SeenRange Of(int feature, double mean, double low, double high)
    {
        var (lower, upper) = (mean - (Widening * (mean - low)), mean + (Widening * (high - mean)));
        return new(feature, (float)((lower / 2) + (upper / 2)), (float)((upper / 2) - (lower / 2)));
    }
}
