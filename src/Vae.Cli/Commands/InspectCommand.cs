using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vae.Cli.Output;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae inspect</c>: what a model file says of itself.</summary>
internal sealed class InspectCommand : DocumentedCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly Argument<string> _model = Symbols.Model();
    private readonly Option<bool> _json = Symbols.Json();

    public InspectCommand()
        : base(
            "inspect",
            "Shows what a model file says of itself: columns, training, threshold, references, verification.",
            "",
            "vae inspect model.onnx --json")
    {
        Add(_model);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var info = Files.Inspect(parse.GetValue(_model)!);
        if (parse.GetValue(_json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(info, Web));
        }
        else
        {
            AnswerTable.Print(Rows(info, new FileInfo(parse.GetValue(_model)!)));
        }

        return ExitCode.Success;
    }

    private static IEnumerable<(string Name, string Value)> Rows(VaeModelInfo info, FileInfo file) =>
    [
        ("File", FormattableString.Invariant($"{file.Name}, {file.Length:N0} bytes, format {info.Format}")),
        info.ImageShape is { } shape
            ? ("Images", FormattableString.Invariant($"{shape.Width} x {shape.Height} pixels, {(shape.Channels == 1 ? "grey" : "colour")}, ")
                + FormattableString.Invariant($"input [{string.Join(", ", info.InputShape)}]"))
            : ("Columns", string.Join(", ", info.Columns.Select(Column))),
        ("Features", FormattableString.Invariant($"{info.FeatureCount}, input [{string.Join(", ", info.InputShape)}]")),
        ("Score", FormattableString.Invariant($"{info.ScoreKind}: {info.Members} members, {info.LatentDimension} latent dimensions")),
        ("Threshold", FormattableString.Invariant($"{info.Threshold:0.####} ({info.ThresholdSource})")),
        ("Alerts", Alerts.Describe(info)),
        ("Training", FormattableString.Invariant(
            $"{info.TrainingRows:N0} rows, {info.Steps:N0} steps, seed {info.Seed}, contamination {info.Contamination}")),
        ("Calibration", FormattableString.Invariant(
            $"{info.CalibrationRows:N0} held-out {(info.Groups is null ? "scores" : "groups")}, smallest p-value {info.SmallestPValue:0.######}")),
        .. info.Groups is null ? [] : new[] { ("Groups", GroupChoice.Describe(info)) },
        .. info.Remarks.Select(remark => ("Remark", remark)),
        ("References", FormattableString.Invariant(
            $"{info.References}: {info.ReferenceVectors:N0} vectors, {info.ReferenceBytes:N0} bytes{Privacy(info.References)}")),
        ("Verification", string.Join(", ", info.Parity.Select(output => FormattableString.Invariant($"{output.Key} {output.Value:0.#e+0}")))),
        ("Versions", string.Join(", ", info.Versions.Select(version => $"{version.Key} {version.Value}"))),
        ("Options", $"sha256 {info.OptionsDigest}"),
    ];

    private static string Column(VaeColumn column) =>
        column.Categories is null ? column.Name : FormattableString.Invariant($"{column.Name} ({column.Categories.Count} categories)");

    private static string Privacy(VaeReferenceKind references) =>
        references == VaeReferenceKind.Rows ? "; training rows can be read from this file" : "";
}
