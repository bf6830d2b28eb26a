using Vae.MLNet.Reasons;

namespace Vae.MLNet;

// What would make a row normal.
public sealed partial class VaeModel
{
    /// <summary>
    /// Finds the fewest columns of a row that, set to what the model expects given the rest, bring it under the threshold: greedily, each time
    /// the column whose change lowers the score most.
    /// </summary>
    /// <param name="row">One row, as for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>: [features].</param>
    /// <param name="most">Most columns to change, 1 and up. Default 3: what needs more is odd as a whole.</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <exception cref="ArgumentException">The values are not one row.</exception>
    /// <exception cref="InvalidOperationException">The model is one of images.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public VaeCounterfactual WhatWouldBeNormal(ReadOnlySpan<float> row, int most = 3, CancellationToken cancellation = default) =>
        ChangesOfFeatures(Features(row), most, cancellation);

    /// <inheritdoc cref="WhatWouldBeNormal(ReadOnlySpan{float}, int, CancellationToken)"/>
    public VaeCounterfactual WhatWouldBeNormal(ReadOnlySpan<double> row, int most = 3, CancellationToken cancellation = default) =>
        ChangesOfFeatures(Features(row), most, cancellation);

    /// <summary>The same of a row whose columns' offsets are off already.</summary>
    internal VaeCounterfactual ChangesOfFeatures(float[] row, int most, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (Info.Modality == VaeModality.Image)
        {
            throw new InvalidOperationException(
                $"Model '{_native.File.Source}' must be one of tables to change columns; got one of images. Use {nameof(Heatmap)}.");
        }

        if (row.Length != Info.FeatureCount)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"Array 'row' must hold the {Info.FeatureCount} features of one row; got {row.Length} values. Pass one row."),
                nameof(row));
        }

        var search = new CounterfactualSearch(
            Info,
            row,
            rows => ReconstructFeatures(rows, cancellation),
            Judge);
        return search.Run(most);

        (float[] Scores, bool[] Labels) Judge(float[] rows)
        {
            var scores = ScoreUncounted(rows, cancellation);
            return (scores.Score, scores.PredictedLabel);
        }
    }
}
