using Vae.MLNet.Contract;
using Vae.MLNet.Inference;
using Vae.MLNet.Outputs;

namespace Vae.MLNet;

/// <summary>What a model says of rows in memory.</summary>
public sealed partial class VaeModel
{
    /// <summary>Scores rows.</summary>
    /// <param name="features">
    /// Raw feature values, row-major: [rows, features], for images [rows, channels, height, width]. NaN is a missing value.
    /// </param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <exception cref="ArgumentException">The values are no whole rows.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public VaeScores Score(ReadOnlySpan<float> features, CancellationToken cancellation = default)
    {
        var scores = new VaeScores(this, BatchedRun.Rows(_native, features));
        Score(features, scores, isMetered: true, cancellation);
        return scores;
    }

    /// <summary>Scores rows into arrays that are there already, so that a long run needs no more memory than a short one.</summary>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>.</param>
    /// <param name="scores">Made for this model, or another one with the same outputs; with room for the rows.</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <exception cref="ArgumentException">The values are no whole rows, or more rows than <paramref name="scores"/> has room for.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Score(ReadOnlySpan<float> features, VaeScores scores, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Score(features, scores, isMetered: true, cancellation);
    }

    private void Score(ReadOnlySpan<float> features, VaeScores scores, bool isMetered, CancellationToken cancellation)
    {
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
            features, OutputSet.Of(outputs),
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

    /// <summary>The labels of rows that are no data: no instrument counts them.</summary>
    internal bool[] Judge(ReadOnlySpan<float> features)
    {
        var scores = new VaeScores(this, BatchedRun.Rows(_native, features));
        Score(features, scores, isMetered: false, CancellationToken.None);
        return scores.PredictedLabel;
    }

    /// <summary>What the model expected of rows, in the features' own units.</summary>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>.</param>
    /// <returns>Row-major: [rows, features], for images [rows, channels, height, width].</returns>
    public float[] Reconstruct(ReadOnlySpan<float> features) => Compute(VaeOutputs.Reconstruction, features);

    /// <summary>Each feature's share of its row's reconstruction error; the shares of a row sum to the error.</summary>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>.</param>
    /// <returns>Row-major: [rows, features], for images [rows, channels, height, width].</returns>
    public float[] FeatureErrors(ReadOnlySpan<float> features) => Compute(VaeOutputs.FeatureErrors, features);

    /// <summary>Where images are odd: one value per pixel, 0 and up, of one unit for all images; docs/scoring.md has the formula.</summary>
    /// <param name="pixels">Row-major: [rows, channels, height, width], 0 to 255. NaN is a missing value.</param>
    /// <returns>Row-major: [rows, height, width].</returns>
    /// <exception cref="InvalidOperationException">The model is one of tables.</exception>
    public float[] Heatmap(ReadOnlySpan<float> pixels) => Info.ImageShape is null
        ? throw new InvalidOperationException(
            FormattableString.Invariant(
                $"Model '{_native.File.Source}' must be one of images to give heatmaps; got one of {Info.FeatureCount} features. Use FeatureErrors."))
        : Compute(VaeOutputs.Heatmap, pixels);

    /// <summary>The mean of the first member's posterior: a position in latent space, for maps and for <see cref="VaeDecoder"/>.</summary>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>.</param>
    /// <returns>Row-major: [rows, latent dimensions].</returns>
    public float[] Encode(ReadOnlySpan<float> features) => Compute(VaeOutputs.LatentMean, features);

    /// <summary>Computes one vector output of rows.</summary>
    /// <param name="output">A vector among <see cref="Outputs"/>.</param>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>.</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <returns>Row-major: [rows, values of the output].</returns>
    /// <exception cref="ArgumentException">
    /// The output is none that this model gives, or one number per row; or the values are no whole rows.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public float[] Compute(VaeOutput output, ReadOnlySpan<float> features, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.IsNumber || !_native.File.Outputs.Contains(output))
        {
            throw new ArgumentException(
                $"Output '{output}' must be a vector that model '{_native.File.Source}' gives: {_native.File.Outputs.Vectors}; got another. "
                + $"Numbers per row come from {nameof(Score)}.",
                nameof(output));
        }

        var width = TensorSpec.Of(output, Info).Width;
        var vectors = new float[BatchedRun.Rows(_native, features) * width]; // [rows, width]
        Run(
            features, OutputSet.Of(output), (slot, first, rows) =>
                Array.Copy(slot.Values(output), 0, vectors, first * width, rows * width),
            isMetered: true,
            cancellation);
        return vectors;
    }

    private void Run(ReadOnlySpan<float> features, OutputSet outputs, BatchedRun.Collect collect, bool isMetered, CancellationToken cancellation)
    {
        Enter();
        try
        {
            BatchedRun.Run(_native, features, outputs, collect, isMetered, cancellation);
        }
        finally
        {
            _native.Leave();
        }
    }
}
