namespace Vae.Data.Sources;

/// <summary>A table whose file says of what type each column is.</summary>
internal interface ITypedSource
{
    /// <summary>The type of each column, in words: numbers, true and false, texts, dates and times.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>Columns of the file that are none of the table, and what they hold, such as <c>a list</c>.</summary>
    IReadOnlyDictionary<string, string> Unread { get; }
}
