namespace Vae.Data.Sources;

/// <summary>A table that is a file of lines, or several, whose rows have bytes of their own.</summary>
internal interface ILineSource
{
    /// <summary>The bytes of the header as they stand, with their line end; null for several files that have not all the same.</summary>
    byte[]? ReadHeader();
}
