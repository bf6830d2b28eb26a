namespace Vae.Data.Comparison;

/// <summary>Two tables of counts, compared: 1 − the total variation distance of what share of the rows falls into each cell.</summary>
internal static class Contingency
{
    /// <summary>1 for the same shares, 0 for none in common.</summary>
    /// <param name="one">First coordinate of each row of the first table.</param>
    /// <param name="oneToo">Second coordinate of the same.</param>
    /// <param name="other">First coordinate of each row of the second table.</param>
    /// <param name="otherToo">Second coordinate of the same.</param>
    /// <param name="kinds">Values of the first coordinate.</param>
    /// <param name="kindsToo">Values of the second one.</param>
    public static double Alike(int[] one, int[] oneToo, int[] other, int[] otherToo, int kinds, int kindsToo)
    {
        var differences = new double[kinds * kindsToo];
        for (var row = 0; row < one.Length; row++)
        {
            differences[(one[row] * kindsToo) + oneToo[row]] += 1.0 / one.Length;
        }

        for (var row = 0; row < other.Length; row++)
        {
            differences[(other[row] * kindsToo) + otherToo[row]] -= 1.0 / other.Length;
        }

        return 1 - (differences.Sum(Math.Abs) / 2);
    }
}
