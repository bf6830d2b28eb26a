using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary>The arguments and options that several commands share, each with one name and one description.</summary>
internal static class Symbols
{
    /// <summary>What the options of Vae.Data are called here, for its messages.</summary>
    public static OptionNames Names { get; } = new()
    {
        Label = "--label", Normal = "--normal", Ignored = "--ignore", Kept = "--keep", Explained = "--explain",
        Missing = "--missing", NumberFormats = "--number-format", Dates = "--dates cycles", Text = "--text", Rows = "--rows",
        Group = "--group", GroupPattern = "--group-pattern", GroupFile = "--groups", MaxBadShare = "--max-bad", Quarantine = "--quarantine",
        NoHeader = "--no-header", Encoding = "--encoding", Mask = "--mask",
    };

    public static Argument<string> Data(string description) => new("data")
    {
        Description = $"{description} CSV or TSV, packed by gzip or not, or Parquet; several files by a pattern in quotes ('data/*.parquet'). "
            + "Empty cells and NaN are missing values. Or images: a folder (with subfolders), an IDX file, or one image.",
    };

    public static Option<string?> Label(string description) => new("--label") { Description = description, HelpName = "COLUMN" };

    public static Option<string[]> Keep() => new("--keep")
    {
        Description = "Columns of the data to copy beside the results: A,B or --keep A --keep B.", HelpName = "COLUMN,...",
    };

    public static Option<string?> Lines(string what) => new("--output", "-o")
    {
        Description = $"{what}, as CSV (or TSV or Parquet, by the extension); replaced whole or not at all. [default: standard output]",
        HelpName = "FILE",
    };

    public static Option<bool> NoKeys() => new("--no-keys")
    {
        Description = "Leave out the columns that training left out (dates and identifiers), which else stand beside the scores.",
    };

    public static Option<int?> Explain() => new("--explain")
    {
        Description = "Tables: a column Explanation that names, for flagged rows, up to N columns that are out of line, what they hold and what was "
            + "expected.",
        HelpName = "N",
        CustomParser = result => CountOf(result, 1),
    };

    /// <summary>Adds an argument or an option to a command.</summary>
    public static void AddTo(Command command, Symbol symbol)
    {
        if (symbol is Argument argument)
        {
            command.Add(argument);
        }
        else
        {
            command.Add((Option)symbol);
        }
    }

    public static Option<string[]> Missing() => new("--missing")
    {
        Description = "Texts that stand for a missing value in any column, beside empty cells and, among numbers, NA, NULL, ?, - and the like: "
            + "A,B or --missing A --missing B. 'vae train' stores them in the model; given later, they take the place of those.",
        HelpName = "TEXT,...",
    };

    public static Option<string?> TrainingScores() => new("--scores")
    {
        Description = "Also write the scores of the training rows, each by a member that never saw it: Row,Score,PredictedLabel.", HelpName = "FILE",
    };

    public static Option<string?> Mask() => new("--mask")
    {
        Description = "Images: what is not looked at, where a picture is dark: one for all, or a folder with one for each image, under its name.",
        HelpName = "FILE|FOLDER",
    };

    public static Option<string[]> Normal() => new("--normal")
    {
        Description = "The label of normal rows, or several: A,B; rows without a label are left out; every other label is an anomaly. "
            + "[default: 0, false or normal] "
            + "The label of an image is the first folder on its path, or its number in the labels file beside an IDX file.",
        HelpName = "LABEL",
    };

    public static Option<VaeDevice> Device(string work) => new("--device")
    {
        Description = $"Where to {work}: auto takes CUDA where it works and the CPU elsewhere. [default: auto]", HelpName = "auto|cpu|cuda",
        CustomParser = result => Choice<VaeDevice>(result) ?? default,
    };

    /// <summary>Refuses options that mean nothing for the data at hand.</summary>
    /// <param name="given">The options that were given, of those that mean nothing.</param>
    /// <param name="meant">What they are for.</param>
    public static void RequireNone(IEnumerable<string> given, string meant)
    {
        if (given.FirstOrDefault() is { } option)
        {
            throw new InputException($"Option {option} must come with {meant}; got other data. Leave it out.");
        }
    }

    /// <summary>Those of <paramref name="options"/> that were given, by name.</summary>
    public static IEnumerable<string> Given(ParseResult parse, params IEnumerable<Option> options) =>
        options.Where(option => parse.GetResult(option) is { Implicit: false }).Select(option => option.Name);

    public static Option<double?> FalseAlarmRate(string description) => new("--false-alarm-rate")
    {
        Description = description, HelpName = "RATE", CustomParser = result => ShareOf(result, "0.01"),
    };

    /// <summary>A share between 0 and 1, both excluded.</summary>
    public static double? ShareOf(ArgumentResult result, string example) =>
        Number(result) is > 0 and < 1 and var share ? share : Refuse<double?>(result, $"be a number between 0 and 1, such as {example}");

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of a table." };

    /// <summary>Which rows are normal.</summary>
    public static LabelOptions Labels(string? column, string[]? normal) =>
        new() { Column = column, Normal = normal is { Length: > 0 } ? string.Join(',', normal) : null };

    public static Option<int> Count(string name, string description, int least, int standard) => new(name)
    {
        Description = description, HelpName = "N", DefaultValueFactory = _ => standard,
        CustomParser = result => CountOf(result, least),
    };

    public static Option<int?> Steps() => new("--steps")
    {
        Description = "Optimiser steps. [default: 1000 for tables, 300 for images, 100 with a pretrained network]", HelpName = "N",
        CustomParser = result => CountOf(result, least: 1),
    };

    public static Option<int> Seed() =>
        Count("--seed", "Seed of everything random: same seed and data, same model.", least: 0, standard: 1);

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public static int CountOf(ArgumentResult result, int least) =>
        int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count >= least
            ? count : Refuse<int>(result, FormattableString.Invariant($"be a whole number of at least {least}"));

    /// <summary>The value of an enumeration that was named, in any case.</summary>
    public static T? Choice<T>(ArgumentResult result)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return Refuse<T?>(result, $"be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
    }

    /// <summary>The number that was given, or null where it is none.</summary>
    public static double? Number(ArgumentResult result) =>
        double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>Reports a value that cannot be used.</summary>
    public static T? Refuse<T>(ArgumentResult result, string rule)
    {
        result.AddError($"Option {((OptionResult)result.Parent!).Option.Name} must {rule}; got '{result.Tokens[0].Value}'.");
        return default;
    }
}
