using System.CommandLine;
using Vae.Data;

namespace Vae.Cli.Commands;

/// <summary>The options on which rows and columns of a table train, which <c>vae train</c> and <c>vae inspect</c> share.</summary>
internal sealed class TrainingRows
{
    private readonly Option<string?> _label =
        Symbols.Label("The column that says which rows are normal: only these train, and it is never a feature. Without it all rows train.");
    private readonly Option<string[]> _normal = Symbols.Normal();
    private readonly Option<string[]> _ignore = new("--ignore")
    {
        Description = "Columns that are no features, such as identifiers: A,B or --ignore A --ignore B.", HelpName = "COLUMN,...",
    };

    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly Option<string[]> _text = new("--text")
    {
        Description = "Columns that are text, whatever their cells look like: A,B or --text A --text B.", HelpName = "COLUMN,...",
    };

    private readonly Option<string[]> _numberFormat = new("--number-format")
    {
        Description = "How the file writes 1234.5, where that is not 1234.5: \"1.234,5\", \"1,234.5\", \"1.234,5 €\", \"1234.5%\"; "
            + "once for each text that stands around numbers. What does means nothing (50% is 50), and is the same in all cells of a column. "
            + "Stored in the model.",
        HelpName = "EXAMPLE",
    };

    private readonly GroupChoice _groups = new();

    public IReadOnlyList<Option> Options => [_label, _normal, .. _groups.Options, _ignore, _missing, _numberFormat, _text];

    /// <summary>The options that were given and mean nothing for images, by name.</summary>
    public IEnumerable<string> Given(ParseResult parse) => Symbols.Given(parse, _label, _ignore, _missing, _numberFormat, _text);

    /// <summary>The file with the groups of images, if any.</summary>
    public string? GroupFile(ParseResult parse) => _groups.File(parse);

    /// <summary>What was given.</summary>
    public TrainingDataOptions Of(ParseResult parse) => new()
    {
        Label = Symbols.Labels(parse.GetValue(_label), parse.GetValue(_normal)),
        Group = _groups.Of(parse),
        Ignored = parse.GetValue(_ignore)!,
        Missing = parse.GetValue(_missing)!,
        NumberFormats = parse.GetValue(_numberFormat)!,
        Text = parse.GetValue(_text)!,
        Names = Symbols.Names,
    };
}
