using System.Text;

namespace Vae.Data;

/// <summary>How the file of a table is read.</summary>
public sealed record TableOptions
{
    /// <summary>
    /// False where the first row is data; the columns are then called <c>Column1</c>, <c>Column2</c> and so on. Default true: the first row names
    /// the columns, and one that looks like data is refused.
    /// </summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>
    /// What the bytes mean. Default null: UTF-8, or UTF-16 where the file begins with its mark; other bytes are refused with their line.
    /// </summary>
    public Encoding? Encoding { get; init; }

    /// <summary>What messages call these options.</summary>
    public OptionNames Names { get; init; } = new();

    internal void Validate() => ArgumentNullException.ThrowIfNull(Names);
}
