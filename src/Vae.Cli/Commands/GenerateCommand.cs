using System.CommandLine;
using System.Globalization;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae generate</c>: makes up rows that resemble the training rows.</summary>
internal sealed class GenerateCommand : DocumentedCommand
{
    private readonly Argument<string> _model = Symbols.Model();
    private readonly Argument<string?> _data = new("data")
    {
        Description = "With --like: the table, folder or IDX file that the rows to resemble stand in. With --report: the table to compare with.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int> _count = Symbols.Count("--count", "How many rows.", least: 1, standard: 64);
    private readonly Option<int> _seed = Symbols.Count(
        "--seed", "Seed of all that is drawn: same seed, same rows; the first rows of many are those of few.", least: 0, standard: 1);

    private readonly Option<long[]> _like = RowNumbers.Many("--like", "Rows of the data to resemble, by their places from 1: 17,42.");
    private readonly Option<string[]> _where = new("--where")
    {
        Description = "Tables: what every row must hold: Column=Value, of numbers also Column=LOW..HIGH; may stand several times.",
        HelpName = "COLUMN=VALUE",
    };

    private readonly Option<bool> _keep = new("--keep-anomalies")
    {
        Description = "Keep rows that the model itself flags; else they are drawn again, and of images the less odd quarter is taken.",
    };

    private readonly Option<string?> _output = GeneratedOutput.Option();
    private readonly Option<bool> _report = new("--report")
    {
        Description = "Tables: say how good the rows are beside those of the data: columns, pairs, validity, two-sample test, copies, distances.",
    };

    private readonly Option<string?> _label =
        Symbols.Label("With --report: the column that says which rows are normal; others are not compared with.");
    private readonly Option<string[]> _normal = Symbols.Normal();
    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly TableReading _reading = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("run");

    public GenerateCommand()
        : base(
            "generate",
            "Makes up rows that resemble the training rows, to look at, to test with, or to train other models on.",
            "Needs the model's decoder beside it (model.decoder.onnx), as 'vae train' writes it.\n"
            + "Bounds, whole numbers, decimals, categories and the share of missing values are those of the training rows.\n"
            + "Made-up rows are no copies, but that is no proof of privacy: what training rows have in common shows.",
            "vae generate model.onnx --count 1000 --seed 1 --output rows.csv")
    {
        Add(_model);
        Add(_data);
        foreach (var option in (Option[])[
            _count, _seed, _like, _where, _keep, _output, _report, _label, _normal, _missing, .. _reading.Options, _device])
        {
            Add(option);
        }

        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var (data, like, path) = (parse.GetValue(_data), parse.GetValue(_like) ?? [], parse.GetValue(_output));
        var report = parse.GetValue(_report);
        if ((like.Length > 0 || report) != data is not null)
        {
            throw new InputException(
                $"Options --like and --report must come with the data that they are about; got {(data is null ? "none" : "data alone")}.");
        }

        new RunPaths().ReadsModel(parse.GetValue(_model)!).Reads(Files.OnDisk(data), "the data").Writes(path, "--output").Check();
        using var model = Files.LoadModel(parse.GetValue(_model)!, parse.GetValue(_device));
        GeneratedOutput.Check(model.Info, path);
        Symbols.RequireNone(report && model.Info.ImageShape is not null ? [_report.Name] : [], "a table");
        using var generator = model.OpenGenerator();
        var reading = RowNumbers.Reading(parse, _missing, _reading, _like.Name);
        var rows = generator.Generate(
            parse.GetValue(_count),
            new VaeGenerationOptions
            {
                Seed = parse.GetValue(_seed),
                Like = like.Length == 0 ? default : ChosenRows.Read(model, data!, like, reading, cancellation),
                Where = parse.GetValue(_where) ?? [],
                KeepAnomalies = parse.GetValue(_keep),
            },
            cancellation);
        GeneratedOutput.Write(model.Info, path, rows);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Made up {rows.Rows:N0} rows in {rows.Draws:N0} draws"
            + $"{(rows.Unmet > 0 ? $"; {rows.Unmet:N0} did not hold what was asked for" : "")}"
            + $"{(rows.Anomalies > 0 ? $"; {rows.Anomalies:N0} were anomalies to the model and drawn again" : "")}"
            + $"{(rows.Repeats > 0 ? $"; {rows.Repeats:N0} looked like training rows and were drawn again" : "")}. "
            + $"Written to {path ?? "standard output"}."));
        if (report)
        {
            var options = new LabelledScoreOptions
            {
                Label = Symbols.Labels(parse.GetValue(_label), parse.GetValue(_normal)), Missing = reading.Missing, Reading = reading.Reading,
                Names = Symbols.Names,
            };
            MadeUpReport.Write(MadeUpComparison.Compare(model, rows, data!, options, cancellation: cancellation), data!);
        }

        return ExitCode.Success;
    }
}
