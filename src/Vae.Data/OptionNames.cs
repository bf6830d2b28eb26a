namespace Vae.Data;

/// <summary>What messages call the options of this library: a program with options of its own names those, so that its users find them.</summary>
public sealed record OptionNames
{
    /// <summary>The option that names the label column. Default <c>Label.Column</c>.</summary>
    public string Label { get; init; } = "Label.Column";

    /// <summary>The option that names the label of normal rows. Default <c>Label.Normal</c>.</summary>
    public string Normal { get; init; } = "Label.Normal";

    /// <summary>The option that names the column of groups. Default <c>Group.Column</c>.</summary>
    public string Group { get; init; } = "Group.Column";

    /// <summary>The option that names the pattern of groups on paths. Default <c>Group.Pattern</c>.</summary>
    public string GroupPattern { get; init; } = "Group.Pattern";

    /// <summary>The option that names the file of groups. Default <c>Group.File</c>.</summary>
    public string GroupFile { get; init; } = "Group.File";

    /// <summary>The option that names columns which are no features. Default <c>Ignored</c>.</summary>
    public string Ignored { get; init; } = "Ignored";

    /// <summary>The option that names columns to copy beside the scores. Default <c>Kept</c>.</summary>
    public string Kept { get; init; } = "Kept";

    /// <summary>The option that asks for reasons. Default <c>Explained</c>.</summary>
    public string Explained { get; init; } = "Explained";

    /// <summary>The option that names rows to explain. Default <c>Rows</c>.</summary>
    public string Rows { get; init; } = "Rows";

    /// <summary>The option that names texts which stand for a missing value. Default <c>Missing</c>.</summary>
    public string Missing { get; init; } = "Missing";

    /// <summary>The option that shows how a file writes numbers. Default <c>NumberFormats</c>.</summary>
    public string NumberFormats { get; init; } = "NumberFormats";

    /// <summary>The option with the largest share of bad rows. Default <c>BadRows.MaxShare</c>.</summary>
    public string MaxBadShare { get; init; } = "BadRows.MaxShare";

    /// <summary>The option that names the file for the lines of bad rows. Default <c>BadRows.Quarantine</c>.</summary>
    public string Quarantine { get; init; } = "BadRows.Quarantine";

    /// <summary>The option that names columns which are text. Default <c>Text</c>.</summary>
    public string Text { get; init; } = "Text";

    /// <summary>
    /// The option that says whether the first row names the columns, as it is given where it does not. Default <c>HasHeader = false</c>.
    /// </summary>
    public string NoHeader { get; init; } = "HasHeader = false";

    /// <summary>The option that names the encoding of a file. Default <c>Encoding</c>.</summary>
    public string Encoding { get; init; } = "Encoding";
}
