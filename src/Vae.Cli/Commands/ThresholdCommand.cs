using System.CommandLine;
using System.Globalization;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae threshold</c>: moves the decision of a saved model without training; scores and p-values stay as they are.</summary>
internal sealed class ThresholdCommand : DocumentedCommand
{
    private readonly ModelChoice _model = new();
    private readonly Option<double?> _falseAlarmRate = Symbols.FalseAlarmRate("Flag this share of normal rows.");
    private readonly Option<string?> _calibrate = new("--calibrate")
    {
        Description = "Set the threshold for --false-alarm-rate by fresh normal rows instead of those of the training run "
            + "(with --label, by its normal rows).",
        HelpName = "DATA",
    };

    private readonly Option<string?> _bestF1 = new("--best-f1")
    {
        Description = "Set the threshold with the best F1 on labelled rows; it makes no promise about false alarms. Needs --label.",
        HelpName = "DATA",
    };

    private readonly Option<double?> _value = new("--value")
    {
        Description = "Set this very score as the threshold.", HelpName = "SCORE",
        CustomParser = result => Symbols.Number(result) ?? Symbols.Refuse<double?>(result, "be a number"),
    };

    private readonly Option<string?> _label = Symbols.Label("The column of the data that says which rows are normal.");
    private readonly Option<string[]> _normal = Symbols.Normal();
    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly Option<string?> _mask = Symbols.Mask();
    private readonly BadRowChoice _badRows = new("leaves them out and counts them");
    private readonly TableReading _reading = new();
    private readonly Option<string?> _output =
        new("--output", "-o") { Description = "Where the changed model goes. [default: in the place of the old one]", HelpName = "FILE" };

    public ThresholdCommand()
        : base(
            "threshold",
            "Moves the decision of a saved model without training it again.",
            "Give one of --false-alarm-rate, --best-f1 and --value. Only the threshold changes, no score and no p-value.",
            "vae threshold model.onnx --false-alarm-rate 0.001 --calibrate normal.csv --output strict.onnx")
    {
        Add(_model.Argument);
        foreach (var option in (Option[])[_falseAlarmRate, _calibrate, _bestF1, _value, _label, _normal, _missing,
            .. _badRows.Options, .. _reading.Options, _mask, .. _model.Options, _output])
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            var ways = ((Option[])[_falseAlarmRate, _bestF1, _value]).Count(option => result.GetResult(option) is not null);
            if (ways != 1)
            {
                result.AddError(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Command threshold must have one of --false-alarm-rate, --best-f1 and --value; got {ways} of them."));
            }
            else if (result.GetResult(_calibrate) is not null && result.GetResult(_falseAlarmRate) is null)
            {
                result.AddError("Option --calibrate must come with --false-alarm-rate, the share of the normal rows to flag.");
            }
            else if (result.GetResult(_bestF1) is not null && result.GetResult(_label) is null)
            {
                result.AddError("Option --best-f1 must come with --label, the column that says which rows are normal.");
            }
        });
        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var model = _model.Path(parse);
        var output = parse.GetValue(_output) ?? model;
        new RunPaths().Writes(output, "--output").Writes(_badRows.Quarantine(parse), "--quarantine")
            .Reads(Files.OnDisk(parse.GetValue(_calibrate)), "the data").Reads(Files.OnDisk(parse.GetValue(_bestF1)), "the data")
            .Reads(parse.GetValue(_mask), "--mask")
            .Reads(VaeModelFile.DecoderPath(model), "the model's decoder").Check();
        var before = _model.Inspect(parse);
        var after = Files.Change(model, output, Change(parse, cancellation));
        Console.Out.WriteLine(FormattableString.Invariant($"Threshold was {before.Threshold:0.###}. {Alerts.Describe(after)}"));
        Console.Out.WriteLine($"Written to {output}.");
        return ExitCode.Success;
    }

    /// <summary>What to do to the model file.</summary>
    private Func<string, VaeModelInfo> Change(ParseResult parse, CancellationToken cancellation)
    {
        if (parse.GetValue(_value) is { } value)
        {
            return path => VaeModelFile.SetThreshold(path, value);
        }

        if (parse.GetValue(_bestF1) is { } labelled)
        {
            var rows = Score(parse, labelled, normalOnly: false, cancellation);
            var best = AnomalyMetrics.Compute(rows.Scores, rows.Anomalies, new() { ThresholdFromLabels = true, BootstrapResamples = 0 });
            return best.Threshold is { } threshold
                ? path => VaeModelFile.SetThreshold(path, threshold, FormattableString.Invariant(
                    $"best F1 ({best.F1Score:0.###}) on {best.Rows} labelled rows, {best.Anomalies} anomalies"))
                : throw new InputException($"Data file '{labelled}' must have anomalies to choose a threshold with; got {best.Rows} normal rows.");
        }

        var rate = parse.GetValue(_falseAlarmRate)!.Value;
        if (parse.GetValue(_calibrate) is not { } normal)
        {
            return path => VaeModelFile.SetFalseAlarmRate(path, rate);
        }

        var scores = Score(parse, normal, normalOnly: true, cancellation).Scores;
        return path => VaeModelFile.Calibrate(path, scores, rate);
    }

    private LabelledScores Score(ParseResult parse, string data, bool normalOnly, CancellationToken cancellation)
    {
        using var loaded = _model.Load(parse, VaeDevice.Cpu);
        Symbols.RequireNone(loaded.Info.ImageShape is null ? [] : _badRows.Given(parse), "a table");
        var options = new LabelledScoreOptions
        {
            Label = Symbols.Labels(parse.GetValue(_label), parse.GetValue(_normal)), NormalOnly = normalOnly,
            Mask = parse.GetValue(_mask),
            Missing = parse.GetValue(_missing)!, BadRows = _badRows.Of(parse), Reading = _reading.Of(parse), Names = Symbols.Names,
        };
        return Scoring.Labelled(loaded, data, options, cancellation);
    }
}
