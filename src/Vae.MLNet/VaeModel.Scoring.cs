using Vae.MLNet.Inference;
using Vae.MLNet.Outputs;

namespace Vae.MLNet;

/// <summary>The scores of rows in memory.</summary>
public sealed partial class VaeModel
{
    /// <summary>Scores rows.</summary>
    /// <param name="features">
    /// Feature values as they are, row-major: [rows, features], for images [rows, channels, height, width]. NaN is a missing value. Where columns
    /// have an offset (<see cref="VaeColumn.Offset"/>), single precision may have swallowed what tells their values apart: pass doubles.
    /// </param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <exception cref="ArgumentException">The values are no whole rows.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public VaeScores Score(ReadOnlySpan<float> features, CancellationToken cancellation = default)
    {
        var scores = new VaeScores(this, BatchedRun.Rows(_native, features));
        Score(features, _native.Offsets.TakeOff, scores, isMetered: true, cancellation);
        return scores;
    }

    /// <inheritdoc cref="Score(ReadOnlySpan{float}, CancellationToken)"/>
    public VaeScores Score(ReadOnlySpan<double> features, CancellationToken cancellation = default)
    {
        var scores = new VaeScores(this, BatchedRun.Rows(_native, features));
        Score(features, _native.Offsets.TakeOff, scores, isMetered: true, cancellation);
        return scores;
    }

    /// <summary>Scores rows into arrays that are there already, so that a long run needs no more memory than a short one.</summary>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>.</param>
    /// <param name="scores">Made for this model, or another one with the same outputs; with room for the rows.</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <exception cref="ArgumentException">The values are no whole rows, or more rows than <paramref name="scores"/> has room for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Score(ReadOnlySpan<float> features, VaeScores scores, CancellationToken cancellation = default) =>
        Score(features, _native.Offsets.TakeOff, scores, isMetered: true, cancellation);

    /// <inheritdoc cref="Score(ReadOnlySpan{float}, VaeScores, CancellationToken)"/>
    public void Score(ReadOnlySpan<double> features, VaeScores scores, CancellationToken cancellation = default) =>
        Score(features, _native.Offsets.TakeOff, scores, isMetered: true, cancellation);

    /// <summary>Scores rows whose columns' offsets are off already.</summary>
    internal void ScoreFeatures(ReadOnlySpan<float> features, VaeScores scores, bool isMetered = true, CancellationToken cancellation = default) =>
        Score(features, CopyFeatures, scores, isMetered, cancellation);

    private void Score<T>(
        ReadOnlySpan<T> features, BatchedRun.Load<T> load, VaeScores scores, bool isMetered, CancellationToken cancellation)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(scores);
        var rows = BatchedRun.Rows(_native, features);
        if (rows > scores.Capacity)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"Scores must have room for {rows} rows; got room for {scores.Capacity}. Make larger ones, or pass fewer rows."),
                nameof(scores));
        }

        var outputs = scores.Outputs;
        Run(
            features, load, OutputSet.Of(outputs),
            (slot, first, count) =>
            {
                foreach (var output in outputs)
                {
                    Array.Copy(slot.Values(output), 0, scores[output], first, count);
                }
            },
            isMetered,
            cancellation);
        scores.Rows = rows;
    }

    private static void CopyFeatures(ReadOnlySpan<float> rows, Span<float> features) => rows.CopyTo(features);

    /// <summary>The labels of rows that are no data: no instrument counts them.</summary>
    internal bool[] Judge(ReadOnlySpan<float> features)
    {
        var scores = new VaeScores(this, BatchedRun.Rows(_native, features));
        ScoreFeatures(features, scores, isMetered: false);
        return scores.PredictedLabel;
    }

    /// <summary>The scores of the same.</summary>
    internal float[] Weigh(ReadOnlySpan<float> features)
    {
        var scores = new VaeScores(this, BatchedRun.Rows(_native, features));
        ScoreFeatures(features, scores, isMetered: false);
        return scores.Score;
    }

    private void Run<T>(
        ReadOnlySpan<T> features, BatchedRun.Load<T> load, OutputSet outputs, BatchedRun.Collect collect, bool isMetered,
        CancellationToken cancellation)
        where T : unmanaged
    {
        Enter();
        try
        {
            BatchedRun.Run(_native, features, load, outputs, collect, isMetered, cancellation);
        }
        finally
        {
            _native.Leave();
        }
    }
}
