namespace Vae.MLNet.Reasons;

/// <summary>
/// What a model expects of some columns given the rest of the row. A reconstruction of the row as it is follows an odd value half of the way; so
/// the columns are taken out first, and what is expected is put in their place until it changes little.
/// </summary>
internal static class Expectation
{
    /// <summary>Reconstructions in a row: one more changes the third digit.</summary>
    private const int Steps = 3;

    /// <summary>What is expected of all features [rows, features].</summary>
    /// <param name="rows">The rows [rows, features].</param>
    /// <param name="isTakenOut">The cells to be expected anew [rows, features].</param>
    /// <param name="reconstruct">Gives reconstructions [rows, features] of rows [rows, features].</param>
    public static float[] Of(ReadOnlySpan<float> rows, bool[] isTakenOut, Func<float[], float[]> reconstruct)
    {
        var given = rows.ToArray();
        var expected = Enumerable.Repeat(float.NaN, given.Length).ToArray();
        for (var step = 0; step < Steps; step++)
        {
            for (var cell = 0; cell < given.Length; cell++)
            {
                given[cell] = isTakenOut[cell] ? expected[cell] : given[cell];
            }

            expected = reconstruct(given);
        }

        return expected;
    }
}
