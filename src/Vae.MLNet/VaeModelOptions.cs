using Vae.MLNet.Contract;

namespace Vae.MLNet;

/// <summary>
/// How a model file is run. The defaults suit most programs: the fastest device that works, threads and batches by the model's size.
/// </summary>
public sealed record VaeModelOptions
{
    /// <summary>Where to run. Default <see cref="VaeDevice.Auto"/>: CUDA where it works, the CPU otherwise.</summary>
    public VaeDevice Device { get; init; } = VaeDevice.Auto;

    /// <summary>The number of the CUDA device, from 0. Default 0. Ignored on the CPU.</summary>
    public int GpuDeviceId { get; init; }

    /// <summary>
    /// The share of normal rows to flag, between 0 and 1, instead of the one stored in the file; not below 1 / (calibration rows + 1). Default null:
    /// the file's threshold. At most one of this and <see cref="Threshold"/>.
    /// </summary>
    public double? FalseAlarmRate { get; init; }

    /// <summary>
    /// The score at and above which a row is labelled an anomaly, instead of the one stored in the file. Default null: the file's threshold. At most
    /// one of this and <see cref="FalseAlarmRate"/>.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>
    /// Processor threads for scoring. Default 0: all cores, spent on several batches at once for small models and within a batch for large ones. 1
    /// scores on the calling thread only.
    /// </summary>
    public int Threads { get; init; }

    /// <summary>Rows per call of ONNX Runtime. Default 0: by the model's size, so that a batch stays in the processor's cache.</summary>
    public int BatchSize { get; init; }

    /// <summary>
    /// SHA-256 of the model file's bytes, 64 hexadecimal digits as <c>sha256sum</c> prints them: any other file is refused before it is parsed.
    /// Default null: any file. Changing the threshold changes the file. Not kept in <c>model.zip</c>, which holds the bytes themselves.
    /// </summary>
    public string? Sha256 { get; init; }

    internal void Validate()
    {
        if (!Enum.IsDefined(Device))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Device), $"Option '{nameof(Device)}' must be one of {string.Join(", ", Enum.GetNames<VaeDevice>())}; got {(int)Device}.");
        }

        if (FalseAlarmRate is { } rate && Threshold is { } threshold)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"Option '{nameof(FalseAlarmRate)}' must not be set together with '{nameof(Threshold)}'; got {rate} and {threshold}. ")
                + "Set one of them.",
                nameof(FalseAlarmRate));
        }

        if (Threshold is { } value && !double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Threshold), FormattableString.Invariant($"Option '{nameof(Threshold)}' must be finite; got {value}."));
        }

        if (Sha256 is not null && !FilePin.IsDigest(Sha256))
        {
            throw new ArgumentException($"Option '{nameof(Sha256)}' must be 64 hexadecimal digits; got '{Sha256}'. Take them from 'sha256sum "
                + "model.onnx'.", nameof(Sha256));
        }

        NotNegative(nameof(GpuDeviceId), GpuDeviceId);
        NotNegative(nameof(Threads), Threads);
        NotNegative(nameof(BatchSize), BatchSize);
    }

    private static void NotNegative(string name, int value)
    {
        if (value < 0)
        {
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"Option '{name}' must be 0 or more; got {value}."));
        }
    }
}
