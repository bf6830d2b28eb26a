namespace Vae.MLNet;

/// <summary>The size of the images a model takes: values lie one channel after the other, each row by row, top to bottom.</summary>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Height">Rows of pixels, 16 to 320.</param>
/// <param name="Width">Pixels of a row, 16 to 320.</param>
public sealed record VaeImageShape(int Channels, int Height, int Width)
{
    /// <summary>Fewest pixels of a side.</summary>
    public const int SmallestSide = 16;

    /// <summary>Most pixels of a side.</summary>
    public const int LargestSide = 320;

    /// <summary>Most pixels of a photograph that is cut into tiles, of one channel.</summary>
    internal const int MostPixels = 100_000_000;

    /// <summary>What a photograph must be, in words.</summary>
    internal const string PhotographRule = "1 or 3 channels, sides of 16 pixels or more and at most 100 million pixels";

    /// <summary>Values of one image: channels · height · width.</summary>
    public int Length => Channels * Height * Width;

    /// <summary>Whether an image can be brought to it and cut into tiles.</summary>
    internal bool IsPhotograph =>
        Channels is 1 or 3 && Height >= SmallestSide && Width >= SmallestSide && (long)Height * Width <= MostPixels;

    /// <summary>Checks the size of what is cut into tiles.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range; the message names it.</exception>
    internal void ValidatePhotograph(string parameterName)
    {
        if (!IsPhotograph)
        {
            throw new ArgumentOutOfRangeException(
                parameterName, $"Image shape '{this}' must have {PhotographRule}; got another. Resize the images.");
        }
    }

    /// <summary>Checks the size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range; the message names it.</exception>
    internal void Validate(string parameterName)
    {
        if (Channels is not (1 or 3) || Height is < SmallestSide or > LargestSide || Width is < SmallestSide or > LargestSide)
        {
            throw new ArgumentOutOfRangeException(parameterName, FormattableString.Invariant(
                $"Image shape '{this}' must have 1 or 3 channels and sides of {SmallestSide} to {LargestSide} pixels; got another. ")
                + "Resize the images.");
        }
    }

    /// <summary>The size in words, such as <c>1 x 28 x 28</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Channels} x {Height} x {Width}");
}
