using System.CommandLine;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae reconstruct</c>: every row or image as the model expects it.</summary>
internal sealed class ReconstructCommand : DocumentedCommand
{
    private readonly ModelChoice _model = new();
    private readonly Argument<string> _data = Symbols.Data("The rows to reconstruct; the model's columns are found by name, others are ignored.");
    private readonly Option<bool> _keepObserved = new("--keep-observed")
    {
        Description = "Tables: leave the values that are there as they stand, and fill the missing ones alone.",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Where the rows go, as CSV (or TSV, by the extension); replaced whole or not at all. [default: standard output] "
            + "Images: a folder, for a PNG file of each; needed.",
        HelpName = "FILE|FOLDER",
    };

    private readonly Option<string[]> _keep = Symbols.Keep();
    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly Option<string?> _mask = Symbols.Mask();
    private readonly BadRowChoice _badRows = new("gives them a line without values, whose Status and StatusReason say why");
    private readonly TableReading _reading = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("reconstruct");

    public ReconstructCommand()
        : base(
            "reconstruct",
            "Writes every row of a table, or every image, as the model expects it: denoised, missing values filled.",
            "Columns: Row, the model's own under their names and in their units, and the kept ones. A text column holds its likeliest category.\n"
            + "A missing value becomes what the model expects given the others of its row.",
            "vae reconstruct model.onnx data/shuttle.csv --keep-observed --output filled.csv")
    {
        foreach (var symbol in (Symbol[])[_model.Argument, _data, _keepObserved, _output, _keep, _missing, .. _badRows.Options,
            .. _reading.Options, _mask,
            .. _model.Options, _device])
        {
            Symbols.AddTo(this, symbol);
        }

        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var model = _model.Path(parse);
        var isImages = _model.Inspect(parse).ImageShape is not null;
        return isImages ? Images(parse, model, cancellation) : Table(parse, model, cancellation);
    }

    private int Table(ParseResult parse, string model, CancellationToken cancellation)
    {
        var (data, path) = (parse.GetValue(_data)!, parse.GetValue(_output));
        new RunPaths().ReadsModel(model).Reads(Files.OnDisk(data), "the data").Reads(parse.GetValue(_mask), "--mask").Writes(path, "--output")
            .Writes(_badRows.Quarantine(parse), "--quarantine").Check();
        using var loaded = _model.Load(parse, parse.GetValue(_device));
        using var lines = Files.Lines(path);
        var options = new ReconstructOptions
        {
            KeepObserved = parse.GetValue(_keepObserved), Kept = parse.GetValue(_keep)!, Mask = parse.GetValue(_mask),
            Missing = parse.GetValue(_missing)!,
            BadRows = _badRows.Of(parse), Reading = _reading.Of(parse), Names = Symbols.Names,
        };
        var summary = Scoring.Run("Reconstructing", report => ReconstructRun.Run(loaded, data, lines, options, report, cancellation));
        Console.Error.WriteLine(Scoring.Describe("Reconstructed", summary, loaded, path));
        return ExitCode.Success;
    }

    private int Images(ParseResult parse, string model, CancellationToken cancellation)
    {
        Symbols.RequireNone(Symbols.Given(parse, [_keepObserved, _keep, _missing, .. _badRows.Options]), "a model of tables");
        var data = parse.GetValue(_data)!;
        var folder = parse.GetValue(_output)
            ?? throw new InputException("Option --output must name a folder for the images; got none. Add --output reconstructed.");
        new RunPaths().ReadsModel(model).Reads(Files.OnDisk(data), "the data")
            .Reads(parse.GetValue(_mask), "--mask").WritesFolder(folder, "--output").Check();
        using var loaded = _model.Load(parse, parse.GetValue(_device));
        var options = new ReconstructOptions { Mask = parse.GetValue(_mask), Names = Symbols.Names };
        var summary = Scoring.Run("Reconstructing", report => ReconstructRun.Run(loaded, data, folder, options, report, cancellation));
        Console.Error.WriteLine(Scoring.Describe("Reconstructed", summary, loaded, folder));
        return ExitCode.Success;
    }
}
