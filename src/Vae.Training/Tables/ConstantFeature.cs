namespace Vae.Training.Tables;

/// <summary>A feature that had one value, or none, in all rows that count.</summary>
/// <param name="Feature">Index of the feature.</param>
/// <param name="Value">Its value; NaN where it had none.</param>
internal readonly record struct ConstantFeature(int Feature, float Value)
{
    /// <summary>What is smaller than this is as good as 0 in single precision.</summary>
    public const float SmallestValue = 1e-30f;

    /// <summary>A value farther from the constant than this is novel.</summary>
    public float Tolerance => ToleranceOf(Value);

    /// <summary>Whether the feature was missing in all rows that count.</summary>
    public bool IsMissing => float.IsNaN(Value);

    /// <summary>Whether a value is the constant, as far as single precision can tell. The one rule of what counts as constant.</summary>
    public static bool IsSame(float value, float constant) => MathF.Abs(value - constant) <= ToleranceOf(constant);

    /// <summary>
    /// One part in a million: features come in all units, from nanoamperes to years. A constant 0 has no size of its own, so whatever else appears is
    /// novel.
    /// </summary>
    private static float ToleranceOf(float value) => 1e-6f * MathF.Max(SmallestValue, MathF.Abs(value));
}
