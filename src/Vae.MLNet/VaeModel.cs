using Vae.MLNet.Contract;
using Vae.MLNet.Inference;

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

    /// <summary>Rows that keep all cores busy in one call of <see cref="Score"/>: 1 and up, by the model's size and options. More at once are no faster.</summary>
    public int RowsAtOnce => _native.Plan.BatchRows * _native.Plan.BatchesAtOnce;

    internal NativeModel Native => _native;

    /// <summary>Loads a model file. The file is read once and not needed afterwards.</summary>
    /// <param name="path">Path of <c>model.onnx</c>.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    /// <exception cref="InvalidOperationException">The options ask for CUDA and it does not work, or there is no native ONNX Runtime.</exception>
    public static VaeModel Load(string path, VaeModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Load(File.ReadAllBytes(path), path, options);
    }

    /// <summary>Loads a model from memory.</summary>
    /// <param name="file">The bytes of <c>model.onnx</c>; kept, so do not change them.</param>
    /// <param name="name">A name for messages, such as where the bytes came from.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    /// <exception cref="InvalidOperationException">The options ask for CUDA and it does not work, or there is no native ONNX Runtime.</exception>
    public static VaeModel Load(ReadOnlyMemory<byte> file, string name, VaeModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= new VaeModelOptions();
        options.Validate();
        return new VaeModel(new NativeModel(ModelFile.Detector(file, name), options));
    }

    /// <summary>Scores rows.</summary>
    /// <param name="features">Raw feature values, row-major: [rows, features], for images [rows, channels, height, width]. NaN is a missing value.</param>
    public VaeScores Score(ReadOnlySpan<float> features)
    {
        var scores = new VaeScores(BatchedRun.Rows(this, features));
        ScoreInto(scores, features);
        return scores;
    }

    /// <summary>Scores rows into arrays that are there already, so that a long run needs no more memory than a short one.</summary>
    /// <param name="scores">Has room for as many rows or more; what lies beyond them is left as it was.</param>
    /// <param name="features">As for <see cref="Score"/>.</param>
    /// <exception cref="ArgumentException">There is room for fewer rows.</exception>
    public void ScoreInto(VaeScores scores, ReadOnlySpan<float> features)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (BatchedRun.Rows(this, features) is var rows && rows > scores.Rows)
        {
            throw new ArgumentException(FormattableString.Invariant($"Argument 'scores' must have room for {rows} rows; got room for {scores.Rows}. Make a larger one."), nameof(scores));
        }

        BatchedRun.Run(this, features, ModelOutputs.Scores, (slot, first, rows) =>
        {
            Array.Copy(slot.Score, 0, scores.Score, first, rows);
            Array.Copy(slot.PredictedLabel, 0, scores.PredictedLabel, first, rows);
            Array.Copy(slot.PValue, 0, scores.PValue, first, rows);
            Array.Copy(slot.ReconstructionError, 0, scores.ReconstructionError, first, rows);
            Array.Copy(slot.KlDivergence, 0, scores.KlDivergence, first, rows);
        });
    }

    /// <summary>What the model expected of rows, in the features' own units.</summary>
    /// <param name="features">As for <see cref="Score"/>.</param>
    /// <returns>Row-major: [rows, features], for images [rows, channels, height, width].</returns>
    public float[] Reconstruct(ReadOnlySpan<float> features) => Vectors(features, ModelOutputs.Reconstruction, TensorNames.Reconstruction);

    /// <summary>Each feature's share of its row's reconstruction error; the shares of a row sum to the error.</summary>
    /// <param name="features">As for <see cref="Score"/>.</param>
    /// <returns>Row-major: [rows, features], for images [rows, channels, height, width].</returns>
    public float[] FeatureErrors(ReadOnlySpan<float> features) => Vectors(features, ModelOutputs.FeatureErrors, TensorNames.FeatureErrors);

    /// <summary>Where images are odd: one value per pixel, 0 and up, of one unit for all images; docs/scoring.md has the formula.</summary>
    /// <param name="pixels">Row-major: [rows, channels, height, width], 0 to 255. NaN is a missing value.</param>
    /// <returns>Row-major: [rows, height, width].</returns>
    /// <exception cref="InvalidOperationException">The model is one of tables.</exception>
    public float[] Heatmap(ReadOnlySpan<float> pixels) => Info.ImageShape is null
        ? throw new InvalidOperationException(
            FormattableString.Invariant($"Model '{_native.File.Source}' must be one of images to give heatmaps; got one of {Info.FeatureCount} features. Use FeatureErrors."))
        : Vectors(pixels, ModelOutputs.Heatmap, TensorNames.Heatmap);

    /// <summary>The mean of the first member's posterior: a position in latent space, for maps and for <see cref="VaeDecoder"/>.</summary>
    /// <param name="features">As for <see cref="Score"/>.</param>
    /// <returns>Row-major: [rows, latent dimensions].</returns>
    public float[] Encode(ReadOnlySpan<float> features) => Vectors(features, ModelOutputs.LatentMean, TensorNames.LatentMean);

    /// <summary>Writes the exact bytes that the model was loaded from.</summary>
    /// <param name="path">Path of the file; an existing one is replaced, whole or not at all.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        AtomicFile.Write(path, _native.File.Bytes.Span);
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
    internal ScoringSlot Rent(ModelOutputs outputs, int rows)
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

    private float[] Vectors(ReadOnlySpan<float> features, ModelOutputs output, string name)
    {
        var width = _native.File.Contract.Output(name).Width;
        var vectors = new float[BatchedRun.Rows(this, features) * width]; // [rows, width]
        BatchedRun.Run(this, features, output, (slot, first, rows) => Array.Copy(slot.Vector(name), 0, vectors, first * width, rows * width));
        return vectors;
    }
}
