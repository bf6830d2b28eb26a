namespace Vae.Training.Generation;

/// <summary>How many decimals values have: 0 for whole numbers.</summary>
internal static class ValueDecimals
{
    /// <summary>Said of values that are rounded to no number of decimals.</summary>
    public const int Any = -1;

    /// <summary>Decimals at most: single precision holds hardly more digits.</summary>
    private const int Most = 5;

    /// <summary>The fewest decimals that all values can be written with, as far as single precision tells; <see cref="Any"/> where none do.</summary>
    public static int Of(ReadOnlySpan<float> values)
    {
        for (var decimals = 0; decimals <= Most; decimals++)
        {
            if (Have(values, decimals))
            {
                return decimals;
            }
        }

        return Any;
    }

    private static bool Have(ReadOnlySpan<float> values, int decimals)
    {
        foreach (var value in values)
        {
            if (!((float)Math.Round(value, decimals)).Equals(value))
            {
                return false;
            }
        }

        return true;
    }
}
