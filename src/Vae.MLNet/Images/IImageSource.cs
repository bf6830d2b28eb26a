namespace Vae.MLNet.Images;

/// <summary>Numbered images of one origin.</summary>
internal interface IImageSource
{
    int Count { get; }

    string Name(int index);

    string Label(int index);

    VaeImage Read(int index, VaeImageReader reader);

    /// <summary>Width and height by the header, or null where there is none.</summary>
    (int Width, int Height)? Size(int index);

    /// <summary>True for an image without colours; true also for one that cannot be read.</summary>
    bool IsGrey(int index);
}
