using System.CommandLine;
using Vae.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary>The options on which rows and columns of a table train, which all commands that train or look at training rows share.</summary>
/// <param name="hasLabels">Whether a label may say which rows are normal.</param>
/// <param name="hasImages">Whether the command takes images too, with groups of their own.</param>
internal sealed class TrainingRows(bool hasLabels = true, bool hasImages = true)
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

    private readonly Option<VaeDateUse?> _dates = new("--dates")
    {
        Description = "What columns of dates and times become: cycles makes features of hour, weekday and month, as far as the rows span them, "
            + "stored in the model; leave-out makes none, and 'vae score' keeps the columns beside the scores. [default: leave-out]",
        HelpName = "leave-out|cycles",
        CustomParser = result => result.Tokens[0].Value.ToLowerInvariant() switch
        {
            "leave-out" => VaeDateUse.LeaveOut,
            "cycles" => VaeDateUse.Cycles,
            _ => Symbols.Refuse<VaeDateUse?>(result, "be leave-out or cycles"),
        },
    };

    private readonly GroupChoice _groups = new(hasImages);

    public IReadOnlyList<Option> Options =>
        [.. hasLabels ? (Option[])[_label, _normal] : [], .. _groups.Options, _ignore, _missing, _numberFormat, _text, _dates];

    /// <summary>The options that were given and mean nothing for images, by name.</summary>
    public IEnumerable<string> Given(ParseResult parse) => Symbols.Given(parse, _label, _ignore, _missing, _numberFormat, _text, _dates);

    /// <summary>The file with the groups of images, if any.</summary>
    public string? GroupFile(ParseResult parse) => _groups.File(parse);

    /// <summary>What was given.</summary>
    public TrainingDataOptions Of(ParseResult parse) => new()
    {
        Label = hasLabels ? Symbols.Labels(parse.GetValue(_label), parse.GetValue(_normal)) : new(),
        Group = _groups.Of(parse),
        Ignored = parse.GetValue(_ignore)!,
        Missing = parse.GetValue(_missing)!,
        NumberFormats = parse.GetValue(_numberFormat)!,
        Text = parse.GetValue(_text)!,
        Dates = parse.GetValue(_dates) ?? VaeDateUse.LeaveOut,
        Names = Symbols.Names,
    };

    /// <summary>Reads the rows of a table, and says what was found.</summary>
    public static TrainingTable Read(ITableSource source, TrainingDataOptions options, CancellationToken cancellation)
    {
        var found = TrainingColumns.Find(source, options, cancellation);
        Describe(source, found);
        var table = found.ReadRows(cancellation);
        if (table.RowNumbers.Length < found.Rows)
        {
            Console.Error.WriteLine(FormattableString.Invariant(
                $"A uniform sample of {table.RowNumbers.Length:N0} rows trains; more do not fit into {options.MemoryBytes >> 20:N0} MiB."));
        }

        return table;
    }

    /// <summary>The rows as training takes them.</summary>
    public static VaeTrainingData DataOf(TrainingTable table) =>
        new(table.Features, table.Columns) { Groups = table.Groups, Keys = table.Found.Keys };

    private static void Describe(ITableSource source, TrainingColumns found)
    {
        var texts = found.Columns.Where(column => column.Categories is not null)
            .Select(column => FormattableString.Invariant($"{column.Name} ({column.Width} categories)")).ToList();
        var dates = found.Columns.Where(column => column.IsDate)
            .Select(column => $"{column.Name} ({string.Join(", ", column.Cycles).ToLowerInvariant()})").ToList();
        Console.Error.WriteLine(FormattableString.Invariant(
            $"Training on {found.Rows:N0} of {found.AllRows:N0} rows of '{source.Name}': ")
            + FormattableString.Invariant($"{found.Columns.Count(column => column.IsNumber)} number columns")
            + (texts.Count == 0 ? "" : $", text columns {string.Join(", ", texts)}")
            + (dates.Count == 0 ? "." : $", columns of dates {string.Join(", ", dates)}."));
        if (found.BadRows.Unread is { } unread)
        {
            Console.Error.WriteLine(unread);
        }

        foreach (var note in (IEnumerable<string>)[.. source.Remarks, .. found.Notes])
        {
            Console.Error.WriteLine(note);
        }

        foreach (var name in found.Rising)
        {
            Console.Error.WriteLine(
                $"Warning: column '{name}' rises from row to row, as a row number or a clock does, "
                + $"so that rows to come will lie outside its range. If so: --ignore \"{name}\".");
        }
    }
}
