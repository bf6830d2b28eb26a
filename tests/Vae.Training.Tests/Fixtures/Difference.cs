namespace Vae.Training.Tests.Fixtures;

/// <summary>How far numbers that should be equal are apart.</summary>
internal static class Difference
{
    /// <summary>The largest difference relative to the expected value, or to <paramref name="unit"/> where that is larger. NaN agrees with NaN only.</summary>
    public static double Largest(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double unit = 1)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(float.IsNaN(expected[i]), float.IsNaN(actual[i]));
            if (expected[i] != actual[i] && !float.IsNaN(expected[i]))
            {
                largest = Math.Max(largest, Math.Abs((double)expected[i] - actual[i]) / Math.Max(unit, Math.Abs((double)expected[i])));
            }
        }

        return largest;
    }
}
