using Vae.MLNet.Reasons;

namespace Vae.MLNet;

// What each column is to the model.
public sealed partial class VaeModel
{
    /// <summary>
    /// Measures each column of a table on some rows: its part of the scores, how well the others predict it, and the smallest shift that the
    /// model, at its threshold, flags in half of the normal rows. Scores rows some 20 times for each column.
    /// </summary>
    /// <param name="features">
    /// Raw feature values of rows like those of the training, row-major: [rows, features]; some hundred are enough. Rows that are flagged as they
    /// stand count for the scores alone.
    /// </param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <returns>One entry per column, in the order of <see cref="VaeModelInfo.Columns"/>.</returns>
    /// <exception cref="ArgumentException">The values are no whole rows, or none.</exception>
    /// <exception cref="InvalidOperationException">The model is one of images, or its file is older than <c>FeatureContributions</c>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<VaeColumnSensitivity> Sensitivity(ReadOnlySpan<float> features, CancellationToken cancellation = default) =>
        SensitivityOfFeatures(Features(features), cancellation);

    /// <inheritdoc cref="Sensitivity(ReadOnlySpan{float}, CancellationToken)"/>
    public IReadOnlyList<VaeColumnSensitivity> Sensitivity(ReadOnlySpan<double> features, CancellationToken cancellation = default) =>
        SensitivityOfFeatures(Features(features), cancellation);

    /// <summary>The same of rows whose columns' offsets are off already.</summary>
    internal IReadOnlyList<VaeColumnSensitivity> SensitivityOfFeatures(float[] features, CancellationToken cancellation)
    {
        RequireReasons();
        if (features.Length == 0)
        {
            throw new ArgumentException("Array 'features' must hold one row at least; got none. Pass normal rows.", nameof(features));
        }

        var (scores, _, contributions) = Contributions(features, cancellation);
        var card = new SensitivityCard(
            Info, features, rows => ReconstructFeatures(rows, cancellation), rows => ScoreUncounted(rows, cancellation).PredictedLabel);
        return card.Run(ScoreShares(scores, contributions));
    }

    /// <summary>Each column's part of the sum of the scores [columns]; rows without any value are left out.</summary>
    private double[] ScoreShares(float[] scores, float[] contributions)
    {
        var (columns, whole) = (new ReasonFinder(Info), 0.0);
        var shares = new double[columns.Columns];
        for (var row = 0; row < scores.Length; row++)
        {
            var weight = float.IsNaN(scores[row]) ? 0 : Math.Max(scores[row], 0);
            whole += weight;
            for (var column = 0; weight > 0 && column < shares.Length; column++)
            {
                foreach (var share in contributions.AsSpan(row * Info.FeatureCount, Info.FeatureCount)[columns.Features(column)])
                {
                    shares[column] += weight * share;
                }
            }
        }

        return [.. shares.Select(share => share / Math.Max(whole, double.Epsilon))];
    }
}
