namespace Vae.MLNet;

/// <summary>An image that was read, or the reason why it was not.</summary>
public sealed class VaeImage
{
    private readonly float[]? _pixels;

    private VaeImage(string source, VaeImageStatus status, string remark, float[]? pixels) =>
        (Source, Status, Remark, _pixels) = (source, status, remark, pixels);

    /// <summary>The path, or another name of where the image came from.</summary>
    public string Source { get; }

    /// <summary>What became of it.</summary>
    public VaeImageStatus Status { get; }

    /// <summary>What was changed on reading, or why the image was not read; empty for <see cref="VaeImageStatus.Read"/>.</summary>
    public string Remark { get; }

    /// <summary>True where there are pixels.</summary>
    public bool IsRead => _pixels is not null;

    /// <summary>The values 0 to 255 of the reader's shape: [channels, height, width], row-major.</summary>
    /// <exception cref="InvalidOperationException">The image was not read.</exception>
    public float[] Pixels => _pixels ?? throw new InvalidOperationException(
        $"Image '{Source}' must be read to have pixels; got {Status}: {Remark}. Look at {nameof(IsRead)} first.");

    internal static VaeImage Read(string source, float[] pixels, IReadOnlyCollection<string> remarks) =>
        new(source, remarks.Count == 0 ? VaeImageStatus.Read : VaeImageStatus.ReadWithRemark, string.Join("; ", remarks), pixels);

    internal static VaeImage Refused(string source, VaeImageStatus status, string reason) => new(source, status, reason, null);
}
