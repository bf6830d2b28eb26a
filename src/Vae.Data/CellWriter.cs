using System.Text;

namespace Vae.Data;

/// <summary>Takes the cells of results row by row, in the order of the columns.</summary>
public abstract class CellWriter
{
    /// <summary>A whole number.</summary>
    /// <param name="value">The cell.</param>
    public abstract void Add(long value);

    /// <summary>A number; NaN where a row cannot be judged.</summary>
    /// <param name="value">The cell.</param>
    public abstract void Add(float value);

    /// <summary>A number of double precision; NaN where a row cannot be judged.</summary>
    /// <param name="value">The cell.</param>
    public abstract void Add(double value);

    /// <summary>A flag.</summary>
    /// <param name="value">The cell.</param>
    public abstract void Add(bool value);

    /// <summary>A text, as it stands.</summary>
    /// <param name="value">The cell; valid during the call.</param>
    public abstract void Add(ReadOnlySpan<char> value);

    /// <summary>A cell without a value, whatever the column's type.</summary>
    public abstract void AddMissing();

    /// <summary>Ends the row.</summary>
    public abstract void EndRow();

    /// <summary>A text that is UTF-8 already, byte for byte where the writer can.</summary>
    internal virtual void AddUtf8(ReadOnlySpan<byte> value) => Add(Encoding.UTF8.GetString(value));
}
