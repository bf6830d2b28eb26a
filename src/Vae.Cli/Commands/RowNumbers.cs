using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Vae.Cli.Commands;

/// <summary>Rows of the data that the user names by their numbers.</summary>
internal static class RowNumbers
{
    /// <summary>An option that takes one row.</summary>
    public static Option<long> One(string name, string description) => new(name)
    {
        Description = description, HelpName = "ROW", Required = true,
        CustomParser = result => Of(result, result.Tokens[0].Value),
    };

    /// <summary>An option that takes rows, with commas between or one after the other.</summary>
    public static Option<long[]> Many(string name, string description) => new(name)
    {
        Description = description, HelpName = "ROW,...",
        CustomParser = result =>
            [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)).Select(text => Of(result, text))],
    };

    private static long Of(ArgumentResult result, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number : Symbols.Refuse<long>(result, "give places of rows, whole numbers from 1, such as 17 or 17,42");
}
