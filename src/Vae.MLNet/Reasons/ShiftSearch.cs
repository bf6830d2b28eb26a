namespace Vae.MLNet.Reasons;

/// <summary>The smallest shift of one feature that is flagged in half of some rows, by halving on a logarithmic scale.</summary>
/// <param name="width">Features of a row.</param>
/// <param name="label">Tells which of rows [rows, features] are flagged.</param>
internal sealed class ShiftSearch(int width, Func<float[], bool[]> label)
{
    /// <summary>Shifts looked at, in powers of two of the unit: from a 64th to a thousand times.</summary>
    private const double Smallest = -6, Largest = 10;

    /// <summary>Halvings: the last step is two percent of the shift.</summary>
    private const int Steps = 9;

    /// <summary>The shift, a positive number; null where the largest one is not flagged in half of the rows.</summary>
    /// <param name="rows">Rows with a value of the feature [rows, features].</param>
    /// <param name="feature">The feature.</param>
    /// <param name="unit">What shifts are measured in; above 0.</param>
    /// <param name="direction">1 to raise, −1 to lower.</param>
    public float? Run(float[] rows, int feature, float unit, int direction)
    {
        var (low, high) = (Smallest, Largest);
        if (rows.Length == 0 || !IsFound(rows, feature, Shift(unit, high) * direction))
        {
            return null;
        }

        for (var step = 0; step < Steps; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = IsFound(rows, feature, Shift(unit, middle) * direction) ? (low, middle) : (middle, high);
        }

        return Shift(unit, high);
    }

    private bool IsFound(float[] rows, int feature, float shift)
    {
        var shifted = rows.ToArray();
        for (var cell = feature; cell < shifted.Length; cell += width)
        {
            shifted[cell] += shift;
        }

        var flagged = label(shifted);
        return 2 * flagged.Count(isFlagged => isFlagged) >= flagged.Length;
    }

    private static float Shift(float unit, double power) => (float)(unit * Math.Pow(2, power));
}
