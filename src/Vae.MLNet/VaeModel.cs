using Vae.MLNet.Contract;
using Vae.MLNet.Inference;
using Vae.MLNet.Outputs;

namespace Vae.MLNet;

/// <summary>
/// A trained detector, loaded from its ONNX file and ready to score. Thread-safe; one instance serves a whole program.
/// The caller owns it: dispose it to free the native memory. Calls in flight on other threads finish first.
/// </summary>
public sealed class VaeModel : IDisposable
{
    private readonly NativeModel _native;
    private int _disposed;

    internal VaeModel(NativeModel native) => _native = native;

    /// <summary>What the file says of itself.</summary>
    public VaeModelInfo Info => _native.File.Info;

    /// <summary>Where the model runs: <see cref="VaeDevice.Cpu"/> or <see cref="VaeDevice.Cuda"/>.</summary>
    public VaeDevice Device => _native.Device.Device;

    /// <summary>Why the model runs there, in words.</summary>
    public string DeviceReason => _native.Device.Reason;

    /// <summary>A row is labelled an anomaly when its score is at least this: the file's threshold, or the one that the options put in its place.</summary>
    public double Threshold => _native.ThresholdOverride ?? Info.Threshold;

    /// <summary>What the file can say of a row, in the order of the catalogue.</summary>
    public IReadOnlyList<VaeOutput> Outputs => _native.File.Outputs.Outputs;

    internal NativeModel Native => _native;

    /// <summary>True where the decoder came with the model: in <c>model.zip</c>, from a training run, or in the file beside the model's (<see cref="VaeModelFile.DecoderPath"/>).</summary>
    public bool HasDecoder => !_native.File.Decoder.IsEmpty;

    /// <summary>Loads a model file, and takes the decoder beside it along if there is one. Both are read once and not needed afterwards.</summary>
    /// <param name="path">Path of <c>model.onnx</c>.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    /// <exception cref="InvalidOperationException">The options ask for CUDA and it does not work, or there is no native ONNX Runtime.</exception>
    public static VaeModel Load(string path, VaeModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new VaeModelOptions();
        options.Validate();
        return new VaeModel(new NativeModel(ModelFile.ReadDetector(path), options));
    }

    /// <summary>Loads a model from memory.</summary>
    /// <param name="file">The bytes of <c>model.onnx</c>; kept, so do not change them.</param>
    /// <param name="name">A name for messages, such as where the bytes came from.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <param name="decoder">The bytes of its decoder, looked at only by <see cref="OpenDecoder"/>; kept, so do not change them. Default none.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    /// <exception cref="InvalidOperationException">The options ask for CUDA and it does not work, or there is no native ONNX Runtime.</exception>
    public static VaeModel Load(ReadOnlyMemory<byte> file, string name, VaeModelOptions? options = null, ReadOnlyMemory<byte> decoder = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= new VaeModelOptions();
        options.Validate();
        return new VaeModel(new NativeModel(ModelFile.Detector(file, name, decoder), options));
    }

    /// <summary>Opens the decoder that came with the model, on the same kind of device; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">None came with it; see <see cref="HasDecoder"/>.</exception>
    /// <exception cref="VaeModelException">The decoder is broken, or that of another model.</exception>
    public VaeDecoder OpenDecoder()
    {
        var file = _native.File;
        if (file.Decoder.IsEmpty)
        {
            throw new InvalidOperationException(
                $"Model '{file.Source}' must have its decoder to generate rows; got none. Put '{Path.GetFileName(VaeModelFile.DecoderPath(file.Source))}' beside it, as training writes it.");
        }

        var decoder = ModelFile.OfDecoder(file.Decoder, VaeModelFile.DecoderPath(file.Source));
        file.RequireDecoder(decoder);
        return new VaeDecoder(decoder, _native.Options);
    }

    /// <summary>Scores rows.</summary>
    /// <param name="features">Raw feature values, row-major: [rows, features], for images [rows, channels, height, width]. NaN is a missing value.</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <exception cref="ArgumentException">The values are no whole rows.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public VaeScores Score(ReadOnlySpan<float> features, CancellationToken cancellation = default)
    {
        var scores = new VaeScores(this, BatchedRun.Rows(this, features));
        Score(features, scores, cancellation);
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
        var rows = BatchedRun.Rows(this, features);
        if (rows > scores.Capacity)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Scores must have room for {rows} rows; got room for {scores.Capacity}. Make larger ones, or pass fewer rows."), nameof(scores));
        }

        var outputs = scores.Outputs;
        BatchedRun.Run(
            this, features, OutputSet.Of(outputs),
            (slot, first, count) =>
            {
                foreach (var output in outputs)
                {
                    Array.Copy(slot.Values(output), 0, scores[output], first, count);
                }
            },
            cancellation);
        scores.Rows = rows;
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
            FormattableString.Invariant($"Model '{_native.File.Source}' must be one of images to give heatmaps; got one of {Info.FeatureCount} features. Use FeatureErrors."))
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
    /// <exception cref="ArgumentException">The output is none that this model gives, or one number per row; or the values are no whole rows.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public float[] Compute(VaeOutput output, ReadOnlySpan<float> features, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (output.IsNumber || !_native.File.Outputs.Contains(output))
        {
            throw new ArgumentException(
                $"Output '{output}' must be a vector that model '{_native.File.Source}' gives: {_native.File.Outputs.Vectors}; got another. Numbers per row come from {nameof(Score)}.",
                nameof(output));
        }

        var width = TensorSpec.Of(output, Info).Width;
        var vectors = new float[BatchedRun.Rows(this, features) * width]; // [rows, width]
        BatchedRun.Run(
            this, features, OutputSet.Of(output), (slot, first, rows) => Array.Copy(slot.Values(output), 0, vectors, first * width, rows * width), cancellation);
        return vectors;
    }

    /// <summary>Writes the exact bytes that the model was loaded from, and its decoder beside them if it has one.</summary>
    /// <param name="path">Path of the model file; existing files are replaced, each whole or not at all, the model last.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        using var model = AtomicFile.Create(path);
        model.Stream.Write(_native.File.Bytes.Span);
        if (HasDecoder)
        {
            AtomicFile.Write(VaeModelFile.DecoderPath(path), _native.File.Decoder.Span);
        }

        model.Commit();
    }

    /// <summary>Gives up this owner's share; the native memory is freed when the last owner and the last call have gone.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _native.Leave();
        }
    }

    /// <summary>Another owner of the same native model.</summary>
    internal VaeModel Share()
    {
        Enter();
        return new VaeModel(_native);
    }

    /// <summary>Scores the first rows of a slot's input.</summary>
    internal void Run(ScoringSlot slot, int rows)
    {
        Enter();
        try
        {
            slot.Run(rows);
        }
        finally
        {
            _native.Leave();
        }
    }

    /// <summary>A slot of the native model, for a caller who may lose it: to be returned, or left to the garbage collector.</summary>
    internal ScoringSlot Rent(OutputSet outputs, int rows)
    {
        Enter();
        try
        {
            return _native.Rent(outputs, rows);
        }
        finally
        {
            _native.Leave();
        }
    }

    private void Enter()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0 || !_native.TryEnter(), this);
        if (Volatile.Read(ref _disposed) != 0)
        {
            _native.Leave();
            throw new ObjectDisposedException(nameof(VaeModel));
        }
    }
}
