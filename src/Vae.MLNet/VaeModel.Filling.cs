using Vae.MLNet.Reasons;

namespace Vae.MLNet;

// Missing values filled.
public sealed partial class VaeModel
{
    /// <summary>
    /// Fills the missing values of rows with what the model expects given the others of the row, in the features' own units; the missing cell of a
    /// text column becomes its likeliest category, of a column of dates the time that is expected.
    /// </summary>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>. NaN is a missing value.</param>
    /// <param name="keepObserved">
    /// True to leave the other values as they are; false to replace them, too, by what the model expects: a denoised row. Default true.
    /// </param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <returns>Rows without a missing value, row-major: [rows, features], for images [rows, channels, height, width].</returns>
    /// <exception cref="ArgumentException">The values are no whole rows.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public float[] FillMissing(ReadOnlySpan<float> features, bool keepObserved = true, CancellationToken cancellation = default)
    {
        var own = Features(features);
        var kept = FillFeatures(own, keepObserved, cancellation);
        var filled = kept.ToArray();
        _native.Offsets.PutBack(filled);
        return keepObserved ? WithObserved(features, filled, own, kept) : filled;
    }

    /// <inheritdoc cref="FillMissing(ReadOnlySpan{float}, bool, CancellationToken)"/>
    public double[] FillMissing(ReadOnlySpan<double> features, bool keepObserved = true, CancellationToken cancellation = default)
    {
        var own = Features(features);
        var kept = FillFeatures(own, keepObserved, cancellation);
        var filled = _native.Offsets.Exact(kept);
        return keepObserved ? WithObserved(features, filled, own, kept) : filled;
    }

    /// <summary>The same of rows whose columns' offsets are off already; so they are of the answer.</summary>
    internal float[] FillFeatures(ReadOnlySpan<float> features, bool keepObserved, CancellationToken cancellation)
    {
        var isMissing = new bool[features.Length];
        for (var cell = 0; cell < isMissing.Length; cell++)
        {
            isMissing[cell] = float.IsNaN(features[cell]);
        }

        var expected = Expectation.Of(features, isMissing, rows => ReconstructFeatures(rows, cancellation));
        var filled = new float[features.Length];
        for (var cell = 0; cell < filled.Length; cell++)
        {
            filled[cell] = isMissing[cell] || !keepObserved ? expected[cell] : features[cell];
        }

        var columns = new ReasonFinder(Info);
        for (var column = 0; column < columns.Columns; column++)
        {
            if (!Info.Columns[column].IsNumber)
            {
                FillWhole(column, columns.Features(column), isMissing, expected, filled, keepObserved);
            }
        }

        return filled;
    }

    /// <summary>Puts the values that were kept back as they were given, not rounded by an offset that went and came.</summary>
    private static T[] WithObserved<T>(ReadOnlySpan<T> given, T[] filled, float[] own, float[] kept)
    {
        for (var cell = 0; cell < filled.Length; cell++)
        {
            filled[cell] = kept[cell].Equals(own[cell]) ? given[cell] : filled[cell];
        }

        return filled;
    }

    /// <summary>Columns of several features, which belong together.</summary>
    private void FillWhole(int column, Range features, bool[] isMissing, float[] expected, float[] filled, bool keepObserved)
    {
        for (var row = 0; row < filled.Length; row += Info.FeatureCount)
        {
            if (!keepObserved || isMissing.AsSpan(row, Info.FeatureCount)[features].Contains(true))
            {
                ColumnFill.Set(
                    Info.Columns[column], expected.AsSpan(row, Info.FeatureCount)[features], filled.AsSpan(row, Info.FeatureCount)[features]);
            }
        }
    }
}
