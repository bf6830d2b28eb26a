using System.CommandLine;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae report</c>: one page for people on what a model finds in data.</summary>
internal sealed class ReportCommand : DocumentedCommand
{
    private static readonly ReportOptions Defaults = new();

    private readonly ModelChoice _model = new();
    private readonly Argument<string> _data = Symbols.Data("The rows to report on; the model's columns are found by name, others are ignored.");
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Where the page goes; replaced whole or not at all.", HelpName = "FILE", DefaultValueFactory = _ => "report.html",
    };

    private readonly Option<string?> _label =
        Symbols.Label("The column that says which rows are normal: with it the page shows how well they are told apart.");
    private readonly Option<string[]> _normal = Symbols.Normal();
    private readonly Option<int> _worst =
        Symbols.Count("--worst", "Rows with the highest scores that are explained one by one.", least: 0, Defaults.Worst);
    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly Option<string?> _mask = Symbols.Mask();
    private readonly BadRowChoice _badRows = new("leaves them out and counts them");
    private readonly TableReading _reading = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("score");

    public ReportCommand()
        : base(
            "report",
            "Writes one page to look at: scores, curves, the latent map, the oddest rows and why, and what the model says of itself.",
            "The page stands alone: it loads nothing, needs no script, and is light or dark as the reader's system is. Every picture has its "
            + "numbers in a table.\n"
            + "For images, --normal alone says which labels are normal.",
            "vae report model.onnx data/shuttle.csv --label Class --normal \"Rad Flow\" --output report.html")
    {
        foreach (var symbol in (Symbol[])[_model.Argument, _data, _output, _label, _normal, _worst, _missing, .. _badRows.Options,
            .. _reading.Options, _mask, .. _model.Options, _device])
        {
            Symbols.AddTo(this, symbol);
        }

        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var (model, data, output) = (_model.Path(parse), parse.GetValue(_data)!, parse.GetValue(_output)!);
        new RunPaths().ReadsModel(model).Reads(Files.OnDisk(data), "the data").Reads(parse.GetValue(_mask), "--mask").Writes(output, "--output")
            .Writes(_badRows.Quarantine(parse), "--quarantine").Check();
        using var loaded = _model.Load(parse, parse.GetValue(_device));
        Symbols.RequireNone(loaded.Info.ImageShape is null ? [] : _badRows.Given(parse), "a table");
        var options = new ReportOptions
        {
            Label = Symbols.Labels(parse.GetValue(_label), parse.GetValue(_normal)), Worst = parse.GetValue(_worst),
            Mask = parse.GetValue(_mask), Missing = parse.GetValue(_missing)!, BadRows = _badRows.Of(parse), Reading = _reading.Of(parse),
            Names = Symbols.Names,
        };
        var summary = Scoring.Run("Scoring", report => ReportRun.Run(loaded, data, output, options, report, cancellation));
        Console.Error.WriteLine(FormattableString.Invariant(
            $"Scored {summary.Scored:N0} rows: {summary.Anomalies:N0} anomalies at threshold {loaded.Threshold:0.###}. Written to {output}."));
        return ExitCode.Success;
    }
}
