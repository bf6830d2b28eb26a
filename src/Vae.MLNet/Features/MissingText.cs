namespace Vae.MLNet.Features;

/// <summary>The texts that stand for a missing value.</summary>
internal static class MissingText
{
    /// <summary>True for an empty text and for NaN, whatever its case. The text has no spaces around it.</summary>
    public static bool Is(ReadOnlySpan<char> trimmed) => trimmed.IsEmpty || trimmed.Equals("NaN", StringComparison.OrdinalIgnoreCase);
}
