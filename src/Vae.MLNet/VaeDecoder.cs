using Vae.MLNet.Contract;
using Vae.MLNet.Features;
using Vae.MLNet.Generation;
using Vae.MLNet.Inference;
using Vae.MLNet.Outputs;

namespace Vae.MLNet;

/// <summary>
/// The decoder of a trained model's first member (<c>model.decoder.onnx</c>): makes rows from positions in latent space.
/// Thread-safe. The caller owns it; calls in flight finish before the native memory is freed.
/// </summary>
public sealed class VaeDecoder : IDisposable
{
    private readonly GraphSession _session;
    private readonly FeatureOffsets _offsets;
    private readonly UseCount _users = new();
    private readonly int _batchRows;
    private int _disposed;

    internal VaeDecoder(ModelFile file, VaeModelOptions options)
    {
        (Info, _offsets) = (file.Info, new FeatureOffsets(file.Info.Columns));
        var plan = ScoringPlan.For(file, options);
        _batchRows = plan.BatchRows;
        var (session, device) = RunningDevice.Choose(
            file.Pruned(OutputSet.Of(VaeOutputs.Reconstruction)), file.Source, options, plan.ThreadsPerBatch);
        (Device, DeviceReason) = (device.Device, device.Reason);
        _session = new GraphSession(file.Source, session, device.Device, file.Contract.Input, [TensorSpec.Of(VaeOutputs.Reconstruction, Info)]);
    }

    /// <summary>What the file says of the model that it belongs to.</summary>
    public VaeModelInfo Info { get; }

    /// <summary>Where the decoder runs.</summary>
    public VaeDevice Device { get; }

    /// <summary>Why the decoder runs there, in words.</summary>
    public string DeviceReason { get; }

    /// <summary>Loads a decoder file.</summary>
    /// <param name="path">Path of <c>model.decoder.onnx</c>.</param>
    /// <param name="options">How to run it; null for the defaults. Threshold and false-alarm rate mean nothing here.</param>
    /// <exception cref="VaeModelException">The file is broken, incomplete or of an unknown format.</exception>
    public static VaeDecoder Load(string path, VaeModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new VaeModelOptions();
        options.Validate();
        return new VaeDecoder(ModelFile.ReadDecoder(path, options.Sha256), options);
    }

    /// <summary>Decodes positions in latent space.</summary>
    /// <param name="latent">Row-major: [rows, latent dimensions].</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <returns>
    /// Rows in the features' own units, row-major: [rows, features], for images [rows, channels, height, width]; of columns with an offset rounded to
    /// single precision.
    /// </returns>
    /// <exception cref="ArgumentException">The positions are no whole rows, or more than one array can hold the answer of.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public float[] Decode(ReadOnlySpan<float> latent, CancellationToken cancellation = default)
    {
        var width = Info.LatentDimension;
        if (latent.Length % width != 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Array 'latent' must hold whole rows of {width} dimensions; got {latent.Length} values. ")
                + FormattableString.Invariant($"Pass rows × {width} values, row-major."),
                nameof(latent));
        }

        var count = latent.Length / width;
        var decoded = Rows(count);
        using var batches = new Batches(this, count);
        for (var row = 0; row < count; row += batches.Rows)
        {
            var rows = Math.Min(batches.Rows, count - row);
            latent.Slice(row * width, rows * width).CopyTo(batches.Latent);
            batches.Decode(row, rows, decoded, cancellation);
        }

        return decoded;
    }

    /// <summary>Makes rows that resemble the training data: positions drawn from the prior N(0, I), decoded.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="seed">Same seed, same rows; the first rows of a longer sample are those of a shorter one.</param>
    /// <param name="cancellation">Ends the call between two batches.</param>
    /// <returns>Row-major: [count, features].</returns>
    /// <exception cref="ArgumentException">The rows are negative in number, or more than one array can hold.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public float[] Sample(int count, int seed, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var random = new Random(seed);
        var decoded = Rows(count);
        using var batches = new Batches(this, count);
        for (var row = 0; row < count; row += batches.Rows)
        {
            var rows = Math.Min(batches.Rows, count - row);
            random.FillNormal(batches.Latent.AsSpan(0, rows * Info.LatentDimension));
            batches.Decode(row, rows, decoded, cancellation);
        }

        return decoded;
    }

    /// <summary>Walks in a straight line through latent space, both ends included.</summary>
    /// <param name="from">The first position: [latent dimensions].</param>
    /// <param name="to">The last position: [latent dimensions].</param>
    /// <param name="steps">Number of rows, at least 2.</param>
    /// <returns>Row-major: [steps, features].</returns>
    public float[] Interpolate(ReadOnlySpan<float> from, ReadOnlySpan<float> to, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        CheckPosition(from, nameof(from));
        CheckPosition(to, nameof(to));
        var latent = new float[steps * from.Length]; // [steps, latent]
        for (var step = 0; step < steps; step++)
        {
            var share = (float)step / (steps - 1);
            for (var dimension = 0; dimension < from.Length; dimension++)
            {
                latent[(step * from.Length) + dimension] = ((1 - share) * from[dimension]) + (share * to[dimension]);
            }
        }

        return Decode(latent);
    }

    /// <summary>Frees the native memory, after calls in flight.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (_users.Leave())
        {
            _session.Dispose();
        }
    }

    /// <summary>Room for decoded rows: [rows, features].</summary>
    private float[] Rows(int count) => (long)count * Info.FeatureCount <= Array.MaxLength
        ? new float[count * Info.FeatureCount]
        : throw new ArgumentException(FormattableString.Invariant(
            $"Decoded rows must fit into one array of {Array.MaxLength} values; got {count} rows of {Info.FeatureCount} features. ")
            + "Ask for fewer at a time.",
            nameof(count));

    private void CheckPosition(ReadOnlySpan<float> position, string name)
    {
        if (position.Length != Info.LatentDimension)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Array '{name}' must hold {Info.LatentDimension} latent dimensions; got {position.Length} values. ")
                + "Pass one row of VaeModel.Encode.",
                name);
        }
    }

    /// <summary>A user of the decoder that decodes batch by batch in one piece of memory.</summary>
    private sealed class Batches : IDisposable
    {
        private readonly VaeDecoder _decoder;
        private readonly GraphBinding _binding;

        /// <param name="decoder">The decoder.</param>
        /// <param name="rows">Rows to decode in all.</param>
        public Batches(VaeDecoder decoder, int rows)
        {
            Rows = Math.Clamp(rows, 1, decoder._batchRows);
            Latent = GC.AllocateUninitializedArray<float>(Rows * decoder.Info.LatentDimension, pinned: true);
            ObjectDisposedException.ThrowIf(Volatile.Read(ref decoder._disposed) != 0 || !decoder._users.TryEnter(), decoder);
            _decoder = decoder;
            try
            {
                _binding = new GraphBinding(decoder._session);
            }
            catch
            {
                decoder.Leave();
                throw;
            }
        }

        /// <summary>Most rows of a batch: no more than there are in all.</summary>
        public int Rows { get; }

        /// <summary>The positions of one batch: [rows, latent].</summary>
        public float[] Latent { get; }

        /// <summary>
        /// Decodes the first positions to rows <paramref name="first"/> and following of <paramref name="decoded"/> [rows, features].
        /// </summary>
        public void Decode(int first, int rows, float[] decoded, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            _binding.Run(Latent, rows);
            var width = _decoder.Info.FeatureCount;
            Array.Copy(_binding.Output(0), 0, decoded, first * width, rows * width);
            _decoder._offsets.PutBack(decoded.AsSpan(first * width, rows * width));
        }

        public void Dispose()
        {
            _binding.Dispose();
            _decoder.Leave();
        }
    }
}
