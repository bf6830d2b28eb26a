namespace Vae.MLNet.Contract;

/// <summary>The one link between scores, p-values and false-alarm rates: Score = −log10(p), so that 2 means "one normal row in a hundred".</summary>
internal static class DecisionRule
{
    /// <summary>What a calibration counts, for messages.</summary>
    public static string UnitOf(VaeModelInfo info) => UnitOf(info.Groups);

    /// <summary>The same by the number of groups that rows were declared to belong to, if any.</summary>
    public static string UnitOf(int? groups) => groups is null ? "rows" : "groups";

    /// <summary>The score at and above which a share <paramref name="falseAlarmRate"/> of normal rows is flagged.</summary>
    public static double Threshold(double falseAlarmRate) => -Math.Log10(falseAlarmRate);

    /// <summary>The label of a score: an anomaly from the threshold on, and where there is no score, as NaN is never normal.</summary>
    public static bool IsAnomaly(float score, double threshold) => !(score < (float)threshold);

    /// <summary>The p-value of a score, which is never below the smallest that the calibration can tell.</summary>
    public static float PValue(float score, double smallest) => (float)Math.Clamp(Math.Pow(10, -score), smallest, 1);

    /// <summary>The default promise: 1 %, or 5 % where fewer than 500 calibration scores could not carry 1 %.</summary>
    public static double DefaultFalseAlarmRate(int calibrationRows) => calibrationRows < 500 ? 0.05 : 0.01;

    /// <summary>
    /// The conformal threshold: the smallest t at which (1 + #{score ≥ t}) / (n + 1) does not exceed <paramref name="falseAlarmRate"/>,
    /// for n normal <paramref name="scores"/> that had no part in training (Vovk, Gammerman and Shafer, 2005).
    /// </summary>
    public static double Threshold(ReadOnlySpan<float> scores, double falseAlarmRate)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);

        // At most `ranks` − 1 scores may reach t, so the next lower one must stay below it: t is the number just above that score.
        var ranks = (int)Math.Ceiling(falseAlarmRate * (sorted.Length + 1));
        ranks -= (double)ranks / (sorted.Length + 1) > falseAlarmRate ? 1 : 0;
        return MathF.BitIncrement(sorted[^ranks]);
    }

    /// <summary>Refuses a rate outside (0, 1), and one smaller than the calibration can promise.</summary>
    public static void Validate(double falseAlarmRate, int calibrationRows, string parameterName, string unit = "rows")
    {
        if (falseAlarmRate is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                parameterName, FormattableString.Invariant($"False-alarm rate must lie between 0 and 1, both excluded; got {falseAlarmRate}."));
        }

        if (falseAlarmRate < 1.0 / (calibrationRows + 1))
        {
            throw new ArgumentOutOfRangeException(parameterName, FormattableString.Invariant(
                $"False-alarm rate must be at least 1 / ({calibrationRows} calibration {unit} + 1) = {1.0 / (calibrationRows + 1):0.######}, ")
                + FormattableString.Invariant($"the smallest that the sample can promise; got {falseAlarmRate}. Choose a larger rate, ")
                + FormattableString.Invariant($"or train or calibrate with at least {Math.Ceiling(1 / falseAlarmRate) - 1:0} normal {unit}."));
        }
    }
}
