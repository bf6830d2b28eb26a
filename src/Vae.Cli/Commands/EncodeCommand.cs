using System.CommandLine;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae encode</c>: the place of every row or image in latent space.</summary>
internal sealed class EncodeCommand : DocumentedCommand
{
    private readonly ModelChoice _model = new();
    private readonly Argument<string> _data = Symbols.Data("The rows to encode; the model's columns are found by name, others are ignored.");
    private readonly Option<bool> _logVariance = new("--log-variance")
    {
        Description = "Write how sure the model is of each place (ln of a variance) instead of the place itself.",
    };

    private readonly Option<string?> _output = Symbols.Lines("Where the latents go");
    private readonly Option<string[]> _keep = Symbols.Keep();
    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly Option<string?> _mask = Symbols.Mask();
    private readonly BadRowChoice _badRows = new("gives them a line without values, whose Status and StatusReason say why");
    private readonly TableReading _reading = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("encode");

    public EncodeCommand()
        : base(
            "encode",
            "Writes the place of every row of a table, or of every image, in the model's latent space: features for other models and for maps.",
            $"Columns: Row, {VaeOutputs.LatentMean.Name}1, {VaeOutputs.LatentMean.Name}2, ... and the kept ones; "
            + "of images Row, File, the latents, Status, Remark, with empty latents where an image could not be read.\n"
            + "Rows that are alike lie close together. The latents are those of the first member.",
            "vae encode model.onnx data/shuttle.csv --keep Class --output latents.csv")
    {
        foreach (var symbol in (Symbol[])[_model.Argument, _data, _logVariance, _output, _keep, _missing, .. _badRows.Options,
            .. _reading.Options, _mask,
            .. _model.Options, _device])
        {
            Symbols.AddTo(this, symbol);
        }

        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var (model, data, path) = (_model.Path(parse), parse.GetValue(_data)!, parse.GetValue(_output));
        new RunPaths().ReadsModel(model).Reads(Files.OnDisk(data), "the data").Reads(parse.GetValue(_mask), "--mask").Writes(path, "--output")
            .Writes(_badRows.Quarantine(parse), "--quarantine").Check();
        using var loaded = _model.Load(parse, parse.GetValue(_device));
        Symbols.RequireNone(loaded.Info.ImageShape is null ? [] : _badRows.Given(parse), "a table");
        using var lines = Files.Lines(path);
        var options = new EncodeOptions
        {
            LogVariance = parse.GetValue(_logVariance), Kept = parse.GetValue(_keep)!, Mask = parse.GetValue(_mask),
            Missing = parse.GetValue(_missing)!,
            BadRows = _badRows.Of(parse), Reading = _reading.Of(parse), Names = Symbols.Names,
        };
        var summary = Scoring.Run("Encoding", report => EncodeRun.Run(loaded, data, lines, options, report, cancellation));
        Console.Error.WriteLine(Scoring.Describe("Encoded", summary, loaded, path));
        return ExitCode.Success;
    }
}
