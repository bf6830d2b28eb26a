using System.CommandLine;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli.Commands;

/// <summary><c>vae interpolate</c>: walks from one row to another through latent space.</summary>
internal sealed class InterpolateCommand : DocumentedCommand
{
    private readonly ModelChoice _model = new();
    private readonly Argument<string> _data = Symbols.Data("The data that both rows stand in.");
    private readonly Option<long> _from = RowNumbers.One("--from", "The row to start at, by its place from 1.");
    private readonly Option<long> _to = RowNumbers.One("--to", "The row to end at.");
    private readonly Option<int> _steps = Symbols.Count("--steps", "How many rows, both ends included.", least: 2, standard: 10);
    private readonly Option<string?> _output = GeneratedOutput.Option();
    private readonly Option<string[]> _missing = Symbols.Missing();
    private readonly TableReading _reading = new();
    private readonly Option<VaeDevice> _device = Symbols.Device("run");

    public InterpolateCommand()
        : base(
            "interpolate",
            "Walks from one row to another in a straight line through latent space: what lies between them.",
            "Needs the model's decoder beside it (model.decoder.onnx). Rows are what the first member decodes, the ends too: reconstructions.\n"
            + "Numbers are not rounded; of a text column the largest category stands.",
            "vae interpolate model.onnx data/shuttle.csv --from 1 --to 5 --steps 10 --output walk.csv")
    {
        Add(_model.Argument);
        Add(_data);
        foreach (var option in (Option[])[_from, _to, _steps, _output, _missing, .. _reading.Options, .. _model.Options, _device])
        {
            Add(option);
        }

        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var (data, path) = (parse.GetValue(_data)!, parse.GetValue(_output));
        new RunPaths().ReadsModel(_model.Path(parse)).Reads(Files.OnDisk(data), "the data").Writes(path, "--output").Check();
        using var model = _model.Load(parse, parse.GetValue(_device));
        GeneratedOutput.Check(model.Info, path);
        var options = RowNumbers.Reading(parse, _missing, _reading, "--from and --to");
        var ends = model.Encode(ChosenRows.Read(model, data, [parse.GetValue(_from), parse.GetValue(_to)], options, cancellation));
        using var decoder = model.OpenDecoder();
        var (latent, steps) = (model.Info.LatentDimension, parse.GetValue(_steps));
        GeneratedOutput.Write(model.Info, path, decoder.Interpolate(ends.AsSpan(0, latent), ends.AsSpan(latent), steps), steps);
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{steps} rows from {parse.GetValue(_from)} to {parse.GetValue(_to)}. Written to {path ?? "standard output"}."));
        return ExitCode.Success;
    }
}
