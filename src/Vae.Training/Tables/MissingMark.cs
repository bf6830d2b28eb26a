namespace Vae.Training.Tables;

/// <summary>A number that stands for a missing value, such as −999 or 99999.</summary>
/// <param name="Feature">Index of the feature that it stands in.</param>
/// <param name="Value">The number.</param>
internal readonly record struct MissingMark(int Feature, float Value)
{
    /// <summary>The ends of 16 and 32 bits, as single precision has them.</summary>
    private static readonly double[] Ends = [32_767, 32_768, 65_535, (float)int.MaxValue, (float)uint.MaxValue];

    /// <summary>
    /// Whether a number looks like what devices and programs write for "no value": three nines or more, a large power of ten, an end of a range of
    /// integers, or the largest floats.
    /// </summary>
    public static bool LooksLikeOne(float value)
    {
        var size = Math.Abs((double)value);
        return size >= 1e30
            || Ends.Contains(size)
            || (size >= 999 && size < 1e12 && IsPowerOfTen((float)size, 1))
            || (size >= 9_999 && size < 1e12 && IsPowerOfTen((float)size, 0));
    }

    private static bool IsPowerOfTen(float size, int missing)
    {
        for (double power = 1_000; power <= 1e12; power *= 10)
        {
            if ((float)(power - missing) == size)
            {
                return true;
            }
        }

        return false;
    }
}
