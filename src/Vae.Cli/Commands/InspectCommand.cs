using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary><c>vae inspect</c>: what a model file says of itself, or what training would make of data.</summary>
internal sealed class InspectCommand : DocumentedCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>A model file starts with its first protobuf field; no text does.</summary>
    private const int FirstByteOfModels = 8;

    /// <summary>A look at a file that is full of bad rows says what they are.</summary>
    private static readonly BadRowOptions AnyBadRows = new() { Policy = BadRowPolicy.Mark, MaxShare = 1 };

    private readonly Argument<string> _file = new("file")
    {
        Description = "A model (model.onnx), a table (CSV or TSV, packed by gzip or not, or Parquet; - is standard input), or a folder of images.",
    };

    private readonly TrainingRows _rows = new();
    private readonly TableReading _reading = new();
    private readonly Option<string?> _sha256 = ModelChoice.Pin("A model file");
    private readonly Option<bool> _json = Symbols.Json();

    public InspectCommand()
        : base(
            "inspect",
            "Shows what a model file says of itself, or what training would make of data, without training.",
            "Of a model: columns, training, threshold, references, verification.\n"
            + "Of a table: for each column what training would make of it, its gaps (empty cells and texts taken as missing), its different\n"
            + "values and their range. Training itself says the same of what it does not take as it stands.\n"
            + "Of images: how many, labels, sizes, and those that cannot be read.",
            "vae inspect data/shuttle.csv --label Class --normal \"Rad Flow\"")
    {
        Add(_file);
        foreach (var option in (Option[])[.. _rows.Options, .. _reading.Options, _sha256, _json])
        {
            Add(option);
        }

        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var path = parse.GetValue(_file)!;
        Symbols.RequireNone(IsModel(path) ? [] : Symbols.Given(parse, _sha256), "a model");
        if (VaeImageSet.IsOne(path))
        {
            Symbols.RequireNone([.. _rows.Given(parse), .. _reading.Given(parse)], "a table");
            var set = ImageSources.Open(path);
            var images = ImageInspection.Read(set, set.SuggestShape(VaeTraining.StandardImageSide), cancellation);
            return Print(parse, ImageFindings.Report(images), () => AnswerTable.Print(ImageFindings.Rows(path, images)));
        }

        if (!IsModel(path))
        {
            var table = TableSources.Open(path, _reading.Of(parse));
            var found = TableInspection.Read(table, _rows.Of(parse) with { BadRows = AnyBadRows }, cancellation);
            return Print(parse, found, () => TableFindings.Print(table, found));
        }

        Symbols.RequireNone([.. _rows.Given(parse), .. _reading.Given(parse)], "a table");
        var info = VaeModelFile.Inspect(Files.Model(path), parse.GetValue(_sha256));
        return Print(parse, info, () => AnswerTable.Print(Rows(info, new FileInfo(path))));
    }

    private static bool IsModel(string path)
    {
        if (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return Files.OnDisk(path) is not null && Files.StartsWith(path, FirstByteOfModels);
    }

    private int Print(ParseResult parse, object report, Action print)
    {
        if (parse.GetValue(_json))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, Web));
        }
        else
        {
            print();
        }

        return ExitCode.Success;
    }

    private static IEnumerable<(string Name, string Value)> Rows(VaeModelInfo info, FileInfo file) =>
    [
        ("File", FormattableString.Invariant($"{file.Name}, {file.Length:N0} bytes, format {info.Format}")),
        info.ImageShape is { } shape
            ? ("Images", FormattableString.Invariant($"{shape.Width} x {shape.Height} pixels, {(shape.Channels == 1 ? "grey" : "colour")}, ")
                + (info.Tiling is { } tiling ? $"in {tiling}, " : "")
                + FormattableString.Invariant($"input [{string.Join(", ", info.InputShape)}]"))
            : ("Columns", string.Join(", ", info.Columns.Select(Column))),
        .. info.Keys.Count > 0 ? [("Keys", string.Join(", ", info.Keys))] : Array.Empty<(string Name, string Value)>(),
        .. info.MaskedShare == 0 ? [] : new[] { ("Masked", TrainingSummary.Masked(info)) },
        ("Features", FormattableString.Invariant($"{info.FeatureCount}, input [{string.Join(", ", info.InputShape)}]")),
        ("Score", FormattableString.Invariant($"{info.ScoreKind}: {info.Members} members, {info.LatentDimension} latent dimensions")),
        ("Threshold", FormattableString.Invariant($"{info.Threshold:0.####} ({info.ThresholdSource})")),
        ("Alerts", Alerts.Describe(info)),
        ("Training", FormattableString.Invariant(
            $"{info.TrainingRows:N0} rows, {info.Steps:N0} steps, seed {info.Seed}, contamination {(object?)info.Contamination ?? "unknown"}")),
        ("Calibration", FormattableString.Invariant(
            $"{info.CalibrationRows:N0} held-out {(info.Groups is null ? "scores" : "groups")}, smallest p-value {info.SmallestPValue:0.######}")),
        .. info.Groups is null ? [] : new[] { ("Groups", GroupChoice.Describe(info)) },
        .. info.Remarks.Select(remark => ("Remark", remark)),
        ("References", FormattableString.Invariant(
            $"{info.References}: {info.ReferenceVectors:N0} vectors, {info.ReferenceBytes:N0} bytes{Privacy(info.References)}")),
        ("Verification", string.Join(", ", info.Parity.Select(output => FormattableString.Invariant($"{output.Key} {output.Value:0.#e+0}")))),
        .. info.Autoencoder == VaeAutoencoderKind.Variational ? [] : new[] { ("Autoencoder", "plain: without KL divergence and sampling") },
        .. info.PretrainedNetwork.Length == 0 ? [] : new[] { ("Pretrained", $"{info.PretrainedNetwork}; sha256 {info.PretrainedDigest}") },
        ("Digest", info.Digest is { } digest
            ? $"sha256 {digest}; the content is what it says"
            : "none, as the file is from before digests: damage to it would not be noticed. 'vae threshold' writes one."),
        ("Versions", string.Join(", ", info.Versions.Select(version => $"{version.Key} {version.Value}"))),
        ("Options", $"sha256 {info.OptionsDigest}"),
    ];

    private static string Column(VaeColumn column) =>
        column.IsDate ? $"{column.Name} ({string.Join(", ", column.Cycles).ToLowerInvariant()})"
        : column.Categories is null ? column.Name : FormattableString.Invariant($"{column.Name} ({column.Categories.Count} categories)");

    private static string Privacy(VaeReferenceKind references) =>
        references == VaeReferenceKind.Rows ? "; training rows can be read from this file" : "";
}
