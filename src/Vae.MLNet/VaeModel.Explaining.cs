using Vae.MLNet.Outputs;
using Vae.MLNet.Reasons;

namespace Vae.MLNet;

// Why rows of tables have their scores.
public sealed partial class VaeModel
{
    /// <summary>
    /// Explains rows of a table: which columns are out of line, what they hold and what the model expects there. Symptoms, not causes.
    /// </summary>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>.</param>
    /// <param name="top">Most columns of a row, 1 and up. Default 3: more are rarely read.</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <returns>One explanation per row, in order.</returns>
    /// <exception cref="ArgumentException">The values are no whole rows.</exception>
    /// <exception cref="InvalidOperationException">The model is one of images, or its file is older than <c>FeatureContributions</c>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<VaeExplanation> Explain(ReadOnlySpan<float> features, int top = 3, CancellationToken cancellation = default) =>
        ExplainFeatures(Features(features), top, cancellation);

    /// <inheritdoc cref="Explain(ReadOnlySpan{float}, int, CancellationToken)"/>
    public IReadOnlyList<VaeExplanation> Explain(ReadOnlySpan<double> features, int top = 3, CancellationToken cancellation = default) =>
        ExplainFeatures(Features(features), top, cancellation);

    /// <summary>Explains rows whose columns' offsets are off already.</summary>
    internal IReadOnlyList<VaeExplanation> ExplainFeatures(ReadOnlySpan<float> features, int top = 3, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        RequireReasons();
        var (width, finder) = (Info.FeatureCount, new ReasonFinder(Info));
        var (scores, labels, contributions) = Contributions(features, cancellation);
        var named = new (int Column, double Share)[scores.Length][];
        var isTakenOut = new bool[features.Length];
        for (var row = 0; row < named.Length; row++)
        {
            named[row] = finder.Largest(contributions.AsSpan(row * width, width), top);
            foreach (var (column, _) in named[row].Where(pair => pair.Share >= VaeExplanation.SmallestShare))
            {
                isTakenOut.AsSpan(row * width, width)[finder.Features(column)].Fill(true);
            }
        }

        var expected = Expectation.Of(features, isTakenOut, rows => ReconstructFeatures(rows, cancellation));
        var explanations = new VaeExplanation[named.Length];
        for (var row = 0; row < named.Length; row++)
        {
            var reasons = new VaeReason[named[row].Length];
            for (var place = 0; place < reasons.Length; place++)
            {
                var (column, share) = named[row][place];
                reasons[place] = finder.Reason(column, share, features.Slice(row * width, width), expected.AsSpan(row * width, width));
            }

            explanations[row] = new() { Score = scores[row], IsAnomaly = labels[row], Reasons = reasons };
        }

        return explanations;
    }

    private float[] Features(ReadOnlySpan<float> rows)
    {
        var features = new float[rows.Length];
        _native.Offsets.TakeOff(rows, features);
        return features;
    }

    private float[] Features(ReadOnlySpan<double> rows)
    {
        var features = new float[rows.Length];
        _native.Offsets.TakeOff(rows, features);
        return features;
    }

    private (float[] Scores, bool[] Labels, float[] Contributions) Contributions(ReadOnlySpan<float> features, CancellationToken cancellation)
    {
        var (rows, width) = (Inference.BatchedRun.Rows(_native, features), Info.FeatureCount);
        var (scores, labels, contributions) = (new float[rows], new bool[rows], new float[rows * width]);
        Run(
            features, CopyFeatures, OutputSet.Of(VaeOutputs.Score, VaeOutputs.PredictedLabel, VaeOutputs.FeatureContributions),
            (slot, first, count) =>
            {
                Array.Copy(slot.Values(VaeOutputs.Score), 0, scores, first, count);
                Array.Copy(slot.Values(VaeOutputs.PredictedLabel), 0, labels, first, count);
                Array.Copy(slot.Values(VaeOutputs.FeatureContributions), 0, contributions, first * width, count * width);
            },
            isMetered: false,
            cancellation);
        return (scores, labels, contributions);
    }

    private void RequireReasons()
    {
        if (!_native.File.Outputs.Contains(VaeOutputs.FeatureContributions) || Info.FeatureSpreads.Count == 0)
        {
            throw new InvalidOperationException(
                $"Model '{_native.File.Source}' must be one of tables with output '{VaeOutputs.FeatureContributions}' and metadata 'vae.spreads' "
                + "to explain rows; got "
                + (Info.Modality == VaeModality.Image ? "one of images. Use Heatmap." : "an older one. Train it again, or use FeatureErrors."));
        }
    }
}
