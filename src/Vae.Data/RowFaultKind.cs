namespace Vae.Data;

/// <summary>The kinds of rows that cannot be read.</summary>
public enum RowFaultKind
{
    /// <summary>More or fewer cells than columns.</summary>
    CellCount,

    /// <summary>A quote that is not closed, or stands where none may.</summary>
    Quote,

    /// <summary>A row longer than any that people write, which is most often a quote that is not closed.</summary>
    TooLong,

    /// <summary>A cell of a number column that holds no finite number.</summary>
    NoNumber,

    /// <summary>Bytes that are no UTF-8 text.</summary>
    Encoding,

    /// <summary>A training row that does not say which group it belongs to, or a file that belongs to two.</summary>
    NoGroup,

    /// <summary>A cell of a column of dates that holds none, or one that lacks the day or the month.</summary>
    NoDate,
}
