using Vae.MLNet.Contract;
using Vae.MLNet.Inference;
using Vae.MLNet.Outputs;

namespace Vae.MLNet;

/// <summary>What a model says of every feature of rows in memory, and where they lie in latent space.</summary>
public sealed partial class VaeModel
{
    /// <summary>What the model expected of rows, in the features' own units; of columns with an offset rounded to single precision.</summary>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>.</param>
    /// <returns>Row-major: [rows, features], for images [rows, channels, height, width].</returns>
    public float[] Reconstruct(ReadOnlySpan<float> features) => Compute(VaeOutputs.Reconstruction, features);

    /// <summary>What the model expected of rows, in the features' own units.</summary>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{double}, CancellationToken)"/>.</param>
    /// <returns>Row-major: [rows, features], for images [rows, channels, height, width].</returns>
    public double[] Reconstruct(ReadOnlySpan<double> features) =>
        _native.Offsets.Exact(Vectors(VaeOutputs.Reconstruction, features, _native.Offsets.TakeOff));

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

    /// <inheritdoc cref="Encode(ReadOnlySpan{float})"/>
    public float[] Encode(ReadOnlySpan<double> features) => Compute(VaeOutputs.LatentMean, features);

    /// <summary>Computes one vector output of rows.</summary>
    /// <param name="output">A vector among <see cref="Outputs"/>.</param>
    /// <param name="features">As for <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>.</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <returns>Row-major: [rows, values of the output].</returns>
    /// <exception cref="ArgumentException">
    /// The output is none that this model gives, or one number per row; or the values are no whole rows.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public float[] Compute(VaeOutput output, ReadOnlySpan<float> features, CancellationToken cancellation = default) =>
        InOwnUnits(output, Vectors(output, features, _native.Offsets.TakeOff, cancellation));

    /// <inheritdoc cref="Compute(VaeOutput, ReadOnlySpan{float}, CancellationToken)"/>
    public float[] Compute(VaeOutput output, ReadOnlySpan<double> features, CancellationToken cancellation = default) =>
        InOwnUnits(output, Vectors(output, features, _native.Offsets.TakeOff, cancellation));

    /// <summary>A vector output of rows whose columns' offsets are off already; so they are of a reconstruction.</summary>
    internal float[] ComputeFeatures(VaeOutput output, ReadOnlySpan<float> features, CancellationToken cancellation = default) =>
        Vectors(output, features, CopyFeatures, cancellation);

    private float[] ReconstructFeatures(ReadOnlySpan<float> features, CancellationToken cancellation) =>
        ComputeFeatures(VaeOutputs.Reconstruction, features, cancellation);

    private float[] InOwnUnits(VaeOutput output, float[] vectors)
    {
        if (output == VaeOutputs.Reconstruction)
        {
            _native.Offsets.PutBack(vectors);
        }

        return vectors;
    }

    private float[] Vectors<T>(VaeOutput output, ReadOnlySpan<T> features, BatchedRun.Load<T> load, CancellationToken cancellation = default)
        where T : unmanaged
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
            features, load, OutputSet.Of(output), (slot, first, rows) =>
                Array.Copy(slot.Values(output), 0, vectors, first * width, rows * width),
            isMetered: true,
            cancellation);
        return vectors;
    }
}
