namespace Vae.Training.Preprocessing;

/// <summary>A raw feature that had one value in all rows that count.</summary>
/// <param name="Feature">Index of the raw feature.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct ConstantFeature(int Feature, float Value)
{
    /// <summary>A value farther from the constant than this is novel.</summary>
    public float Tolerance => ToleranceOf(Value);

    /// <summary>One part in a million, and never less than a millionth.</summary>
    public static float ToleranceOf(float value) => 1e-6f * MathF.Max(1, MathF.Abs(value));
}
