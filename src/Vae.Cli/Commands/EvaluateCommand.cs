using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae evaluate</c>: how well a model tells labelled anomalies from normal rows.</summary>
internal sealed class EvaluateCommand : DocumentedCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly ModelChoice _model = new();
    private readonly Argument<string> _data = Symbols.Data("Labelled rows that had no part in training.");
    private readonly Option<string?> _label = Symbols.Label("The column that says which rows are normal; needed for tables.");
    private readonly Option<string[]> _normal = Symbols.Normal();
    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly Option<string?> _mask = Symbols.Mask();
    private readonly BadRowChoice _badRows = new("leaves them out and counts them");
    private readonly TableReading _reading = new();
    private readonly Option<bool> _intervals = new("--intervals") { Description = "Add 95 % bootstrap intervals (1,000 resamples)." };
    private readonly Option<VaeDevice> _device = Symbols.Device("score");
    private readonly Option<bool> _json = Symbols.Json();

    public EvaluateCommand()
        : base(
            "evaluate",
            "Compares a model's scores and decisions with labels.",
            "A metric that the data leave undefined, such as the AUROC where all rows are normal, is 'undefined', or null in JSON.\n"
            + "Keys of the JSON object: rows, anomalies, auroc, averagePrecision, precision, recall, f1, falseAlarmRate, threshold; "
            + "with --intervals also intervals.",
            "vae evaluate model.onnx data/shuttle.csv --label Class --normal \"Rad Flow\"")
    {
        Add(_model.Argument);
        Add(_data);
        foreach (var option in (Option[])[_label, _normal, _missing, .. _badRows.Options, .. _reading.Options, _mask, _intervals,
            .. _model.Options, _device, _json])
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetResult(_label) is null && result.GetValue(_data) is { } data && !VaeImageSet.IsOne(data))
            {
                result.AddError("Option '--label' is required.");
            }
        });
        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        new RunPaths().ReadsModel(_model.Path(parse)).Reads(parse.GetValue(_data), "the data").Reads(parse.GetValue(_mask), "--mask")
            .Writes(_badRows.Quarantine(parse), "--quarantine").Check();
        using var model = _model.Load(parse, parse.GetValue(_device));
        Symbols.RequireNone(model.Info.ImageShape is null ? [] : _badRows.Given(parse), "a table");
        var rows = Scoring.Labelled(model, parse.GetValue(_data)!, ScoreOptions(parse), cancellation);
        var metrics = AnomalyMetrics.Compute(
            rows.Scores, rows.Anomalies, rows.PredictedLabels, new() { BootstrapResamples = parse.GetValue(_intervals) ? 1_000 : 0 });
        Warn(metrics);
        if (parse.GetValue(_json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(Report(metrics, model.Threshold), Web));
        }
        else
        {
            AnswerTable.Print(Rows(metrics, model.Threshold));
        }

        return ExitCode.Success;
    }

    private LabelledScoreOptions ScoreOptions(ParseResult parse) => new()
    {
        Label = Symbols.Labels(parse.GetValue(_label), parse.GetValue(_normal)), Mask = parse.GetValue(_mask),
            Missing = parse.GetValue(_missing)!, Reading = _reading.Of(parse),
        Names = Symbols.Names,
    };

    private static void Warn(AnomalyMetrics metrics)
    {
        if (metrics.Anomalies == 0 || metrics.Anomalies == metrics.Rows)
        {
            Console.Error.WriteLine(FormattableString.Invariant(
                $"All {metrics.Rows} rows are {(metrics.Anomalies == 0 ? "normal" : "anomalies")}: metrics that need both classes are undefined."));
        }
    }

    private static EvaluationReport Report(AnomalyMetrics metrics, double threshold) => new(
        metrics.Rows, metrics.Anomalies, metrics.AreaUnderRocCurve, metrics.AveragePrecision,
        metrics.Precision, metrics.Recall, metrics.F1Score, metrics.FalseAlarmRate, threshold, metrics.Intervals);

    private static IEnumerable<(string Name, string Value)> Rows(AnomalyMetrics metrics, double threshold) =>
    [
        ("Rows", FormattableString.Invariant($"{metrics.Rows:N0}, of which {metrics.Anomalies:N0} anomalies")),
        ("AUROC", Shown(metrics.AreaUnderRocCurve, metrics.Intervals?.AreaUnderRocCurve)),
        ("Average precision", Shown(metrics.AveragePrecision, metrics.Intervals?.AveragePrecision)),
        ("Precision", Shown(metrics.Precision, metrics.Intervals?.Precision)),
        ("Recall", Shown(metrics.Recall, metrics.Intervals?.Recall)),
        ("F1", Shown(metrics.F1Score, metrics.Intervals?.F1Score)),
        ("False-alarm rate", Shown(metrics.FalseAlarmRate, metrics.Intervals?.FalseAlarmRate)),
        ("Recall at 1 % false alarms", Shown(metrics.RecallAtFalseAlarmRate, metrics.Intervals?.RecallAtFalseAlarmRate)),
        ("Threshold", FormattableString.Invariant($"{threshold:0.####}")),
    ];

    private static string Shown(double? value, MetricInterval? interval) =>
        (value is { } known ? FormattableString.Invariant($"{known:0.0000}") : "undefined")
        + (interval is null ? "" : FormattableString.Invariant($"  ({interval.Lower:0.0000} to {interval.Upper:0.0000})"));

    /// <summary>The JSON object; its property names are a promise to scripts.</summary>
    private sealed record EvaluationReport(
        int Rows, int Anomalies, double? Auroc, double? AveragePrecision, double? Precision, double? Recall, double? F1, double? FalseAlarmRate,
        double Threshold,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AnomalyMetricIntervals? Intervals);
}
