namespace Vae.Training.Pixels;

/// <summary>Where the pixels of the training images are.</summary>
internal interface IPixelSource
{
    /// <summary>Number of images.</summary>
    int Rows { get; }

    /// <summary>Values of an image.</summary>
    int Length { get; }

    /// <summary>Writes images, as the user has them.</summary>
    /// <param name="rows">Which, in any order.</param>
    /// <param name="pixels">Takes them one after the other [rows, channels, height, width], 0 to 255; NaN = missing.</param>
    /// <param name="cancellation">Abandons the reading.</param>
    void Read(ReadOnlySpan<long> rows, Span<float> pixels, CancellationToken cancellation);
}
