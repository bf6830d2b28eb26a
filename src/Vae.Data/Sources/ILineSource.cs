namespace Vae.Data.Sources;

/// <summary>A table that is a file of lines, whose rows have bytes of their own.</summary>
internal interface ILineSource
{
    /// <summary>The bytes of the header as they stand, with their line end.</summary>
    byte[] ReadHeader();
}
