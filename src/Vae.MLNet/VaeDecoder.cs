using Vae.MLNet.Contract;
using Vae.MLNet.Inference;

namespace Vae.MLNet;

/// <summary>
/// The decoder of a trained model's first member (<c>model.decoder.onnx</c>): makes rows from positions in latent space.
/// Thread-safe. The caller owns it; calls in flight finish before the native memory is freed.
/// </summary>
public sealed class VaeDecoder : IDisposable
{
    private readonly GraphSession _session;
    private readonly UseCount _users = new();
    private int _disposed;

    private VaeDecoder(ModelFile file, VaeModelOptions options)
    {
        Info = file.Info;
        var plan = ScoringPlan.For(file, options);
        var (session, device) = RunningDevice.Choose(file.Pruned([TensorNames.Reconstruction]), file.Source, options, plan.ThreadsPerBatch);
        (Device, DeviceReason) = (device.Device, device.Reason);
        _session = new GraphSession(file.Source, session, device.Device, file.Contract.Input, file.Contract.Outputs);
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
    /// <returns>Rows in the features' own units, row-major: [rows, features], for images [rows, channels, height, width].</returns>
    public float[] Decode(ReadOnlySpan<float> latent)
    {
        var width = Info.LatentDimension;
        if (latent.Length % width != 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Array 'latent' must hold whole rows of {width} dimensions; got {latent.Length} values. Pass rows × {width} values, row-major."),
                nameof(latent));
        }

        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0 || !_users.TryEnter(), this);
        try
        {
            var rows = latent.Length / width;
            if (rows == 0)
            {
                return [];
            }

            var input = GC.AllocateUninitializedArray<float>(latent.Length, pinned: true); // [rows, latent]
            latent.CopyTo(input);
            using var binding = new GraphBinding(_session);
            binding.Run(input, rows);
            return binding.Output<float>(0); // [rows, features]
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Makes rows that resemble the training data: positions drawn from the prior N(0, I), decoded.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="seed">Same seed, same rows.</param>
    /// <returns>Row-major: [count, features].</returns>
    public float[] Sample(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var random = new Random(seed);
        var latent = new float[count * Info.LatentDimension]; // [count, latent]
        for (var index = 0; index < latent.Length; index++)
        {
            // Box and Muller (1958): one normal deviate from two uniform ones; 1 − u keeps the logarithm finite.
            latent[index] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return Decode(latent);
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

    private void CheckPosition(ReadOnlySpan<float> position, string name)
    {
        if (position.Length != Info.LatentDimension)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"Array '{name}' must hold {Info.LatentDimension} latent dimensions; got {position.Length} values. Pass one row of VaeModel.Encode."), name);
        }
    }
}
