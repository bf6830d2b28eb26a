namespace Vae.MLNet;

/// <summary>What became of an image that was to be read. Only the first two have pixels.</summary>
public enum VaeImageStatus
{
    /// <summary>Read as it is.</summary>
    Read,

    /// <summary>
    /// Read, with a change that <see cref="VaeImage.Remark"/> names: fewer bits, an expanded palette, another format than the name says.
    /// </summary>
    ReadWithRemark,

    /// <summary>There is no such file, or the system does not let it be read.</summary>
    Inaccessible,

    /// <summary>A file of no bytes.</summary>
    Empty,

    /// <summary>The content is no image of any known format, whatever the name says.</summary>
    NotAnImage,

    /// <summary>An image whose end is missing. What is there is not used: the rest would be grey.</summary>
    Truncated,

    /// <summary>An image whose content contradicts itself or its checksums.</summary>
    Damaged,

    /// <summary>An image of a known format that is not read: TIFF, HEIF, an animation, 12-bit JPEG.</summary>
    Unsupported,

    /// <summary>More pixels or bytes than <see cref="VaeImageReader"/> accepts; decided by the header, before anything is decoded.</summary>
    TooLarge,
}
