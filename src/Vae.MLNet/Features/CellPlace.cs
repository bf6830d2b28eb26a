namespace Vae.MLNet.Features;

/// <summary>Where a cell of a table stands, for messages.</summary>
/// <param name="Number">The number of its line or row, from 1; 0 where nobody knows.</param>
/// <param name="IsLine">True for a line of a file, false for a row.</param>
/// <param name="File">The file, where the table is several; else null.</param>
internal readonly record struct CellPlace(long Number, bool IsLine, string? File)
{
    /// <summary>Such as <c> (line 5)</c>; empty where nobody knows.</summary>
    public override string ToString() => Number == 0 ? ""
        : FormattableString.Invariant($" ({(IsLine ? "line" : "row")} {Number}{(File is null ? "" : $" of '{File}'")})");
}
