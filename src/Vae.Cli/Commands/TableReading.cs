using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Vae.Data;

namespace Vae.Cli.Commands;

/// <summary>The options on how the file of a table is read, which all commands that read one share.</summary>
internal sealed class TableReading
{
    private readonly Option<bool> _noHeader = new("--no-header")
    {
        Description = "The first row is data: the columns are called Column1, Column2 and so on.",
    };

    private readonly Option<Encoding?> _encoding = new("--encoding")
    {
        Description = "What the file was written in: latin1, windows-1252, utf-16, shift_jis, ... [default: UTF-8, or UTF-16 with its mark]",
        HelpName = "NAME",
        CustomParser = Parse,
    };

    static TableReading() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public IReadOnlyList<Option> Options => [_noHeader, _encoding];

    /// <summary>The options that were given, by name.</summary>
    public IEnumerable<string> Given(ParseResult parse) => Symbols.Given(parse, Options);

    /// <summary>What was given.</summary>
    public TableOptions Of(ParseResult parse) =>
        new() { HasHeader = !parse.GetValue(_noHeader), Encoding = parse.GetValue(_encoding), Names = Symbols.Names };

    private static Encoding? Parse(ArgumentResult result)
    {
        try
        {
            return Encoding.GetEncoding(result.Tokens[0].Value);
        }
        catch (ArgumentException)
        {
            return Symbols.Refuse<Encoding?>(result, "be the name of an encoding, such as latin1, windows-1252 or utf-16");
        }
    }
}
