using Vae.MLNet.Contract;
using Vae.MLNet.Inference;
using Vae.MLNet.Outputs;

namespace Vae.MLNet;

/// <summary>
/// A trained detector, loaded from its ONNX file and ready to score. Thread-safe; one instance serves a whole program.
/// The caller owns it: dispose it to free the native memory. Calls in flight on other threads finish first.
/// </summary>
public sealed partial class VaeModel : IDisposable
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

    /// <summary>
    /// A row is labelled an anomaly when its score is at least this: the file's threshold, or the one that the options put in its place.
    /// </summary>
    public double Threshold => _native.ThresholdOverride ?? Info.Threshold;

    /// <summary>What the file can say of a row, in the order of the catalogue.</summary>
    public IReadOnlyList<VaeOutput> Outputs => _native.File.Outputs.Outputs;

    /// <summary>
    /// Rows that keep all cores busy in one call of <see cref="Score(ReadOnlySpan{float}, CancellationToken)"/>: 1 and up, by the model's size and
    /// options. More at once are no faster.
    /// </summary>
    public int RowsAtOnce => _native.Plan.BatchRows * _native.Plan.BatchesAtOnce;

    internal NativeModel Native => _native;

    internal bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>
    /// True where the decoder came with the model: in <c>model.zip</c>, from a training run, or in the file beside the model's
    /// (<see cref="VaeModelFile.DecoderPath"/>).
    /// </summary>
    public bool HasDecoder => !_native.File.Decoder.IsEmpty;

    /// <summary>Loads a model file, and takes the decoder beside it along if there is one. Both are read once and not needed afterwards.</summary>
    /// <param name="path">Path of <c>model.onnx</c>.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="VaeModelException">The file is broken, incomplete, of an unknown format, or not the one that the options pin.</exception>
    /// <exception cref="InvalidOperationException">The options ask for CUDA and it does not work, or there is no native ONNX Runtime.</exception>
    public static VaeModel Load(string path, VaeModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new VaeModelOptions();
        options.Validate();
        var file = NativeOnnxRuntime.LoadDuring(() => ModelFile.ReadDetector(path, options.Sha256));
        return new VaeModel(new NativeModel(file, options));
    }

    /// <summary>Loads a model from memory.</summary>
    /// <param name="file">The bytes of <c>model.onnx</c>; kept, so do not change them.</param>
    /// <param name="name">A name for messages, such as where the bytes came from.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <param name="decoder">
    /// The bytes of its decoder, looked at only by <see cref="OpenDecoder"/>; kept, so do not change them. Default none.
    /// </param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    /// <exception cref="InvalidOperationException">The options ask for CUDA and it does not work, or there is no native ONNX Runtime.</exception>
    public static VaeModel Load(ReadOnlyMemory<byte> file, string name, VaeModelOptions? options = null, ReadOnlyMemory<byte> decoder = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= new VaeModelOptions();
        options.Validate();
        return new VaeModel(new NativeModel(ModelFile.Detector(file, name, decoder, options.Sha256), options));
    }

    /// <summary>Writes the exact bytes that the model was loaded from, and its decoder beside them if it has one.</summary>
    /// <param name="path">Path of the model file; existing files are replaced, each whole or not at all, the model last.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        using var model = AtomicFile.Create(path);
        model.Stream.Write(_native.File.Bytes.Span);
        if (HasDecoder && !model.IsStream)
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
        ObjectDisposedException.ThrowIf(IsDisposed || !_native.TryEnter(), this);
        if (IsDisposed)
        {
            _native.Leave();
            throw new ObjectDisposedException(nameof(VaeModel));
        }
    }
}
