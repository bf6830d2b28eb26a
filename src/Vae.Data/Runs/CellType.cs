namespace Vae.Data.Runs;

/// <summary>What a cell of results is.</summary>
internal enum CellType
{
    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number of single precision.</summary>
    Single,

    /// <summary>A number of double precision.</summary>
    Double,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A text.</summary>
    Text,
}
