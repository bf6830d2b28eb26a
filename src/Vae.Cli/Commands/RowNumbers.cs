using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Vae.Data;

namespace Vae.Cli.Commands;

/// <summary>Rows of the data that the user names by their numbers.</summary>
internal static class RowNumbers
{
    /// <summary>An option that takes one row.</summary>
    public static Option<long> One(string name, string description) => new(name)
    {
        Description = description, HelpName = "ROW", Required = true,
        CustomParser = result => Parse(result) is [var row] ? row : Refuse<long>(result),
    };

    /// <summary>An option that takes rows, with commas between or one after the other.</summary>
    public static Option<long[]> Many(string name, string description) => new(name)
    {
        Description = description, HelpName = "ROW,...",
        CustomParser = result => Parse(result) ?? Refuse<long[]>(result),
    };

    /// <summary>How the rows are read.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="missing">The option on missing values.</param>
    /// <param name="reading">The options on the file.</param>
    /// <param name="name">The option that names the rows.</param>
    public static ChosenRowOptions Reading(ParseResult parse, Option<string[]> missing, TableReading reading, string name) =>
        new() { Missing = parse.GetValue(missing)!, Reading = reading.Of(parse), Names = Symbols.Names with { Rows = name } };

    private static long[]? Parse(ArgumentResult result)
    {
        var rows = new List<long>();
        foreach (var text in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) || row < 1)
            {
                return null;
            }

            rows.Add(row);
        }

        return [.. rows];
    }

    private static T? Refuse<T>(ArgumentResult result) => Symbols.Refuse<T>(result, "name rows by whole numbers from 1, such as 17,42");
}
