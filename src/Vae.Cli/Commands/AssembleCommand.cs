using System.CommandLine;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary><c>vae assemble</c>: the model of the members that <c>vae train --member</c> left.</summary>
internal sealed class AssembleCommand : DocumentedCommand
{
    private readonly Argument<string> _folder = new("folder") { Description = "The folder of members: --output of 'vae train --member'." };
    private readonly TrainingChoice _training = new();
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Where the model goes; its decoder goes beside it (model.decoder.onnx).", HelpName = "FILE",
        DefaultValueFactory = _ => "model.onnx",
    };

    private readonly Option<string?> _scores = Symbols.TrainingScores();

    public AssembleCommand()
        : base(
            "assemble",
            "Makes the model of the members that 'vae train --member' left: byte for byte what one run writes.",
            "What comes after the members (calibration, references, the export) is made of the same data, with the same options as were given to\n"
            + "'vae train'. Every member must be there, finished, undamaged, and of these data and options; else nothing is written, and the\n"
            + "message names the member to train.",
            "vae train data/shuttle.csv --label Class --normal \"Rad Flow\" --member 1/5 --output members      (and 2/5 to 5/5, anywhere)\n"
            + "  vae assemble members data/shuttle.csv --label Class --normal \"Rad Flow\" --output model.onnx")
    {
        Add(_folder);
        Add(_training.Argument);
        foreach (var option in (Option[])[_output, .. _training.ShapingOptions, .. _training.ReadingOptions, _scores])
        {
            Add(option);
        }

        SetAction((parse, cancellation) => Task.FromResult(Run(parse, cancellation)));
    }

    private int Run(ParseResult parse, CancellationToken cancellation)
    {
        var (folder, output, scores) = (parse.GetValue(_folder)!, parse.GetValue(_output)!, parse.GetValue(_scores));
        _training.Reads(parse).WritesModel(output, "--output").Writes(scores, "--scores").Writes(_training.Quarantine(parse), "--quarantine").Check();
        var options = _training.Of(parse);
        var (data, numbers) = _training.Read(parse, options, cancellation);
        var trained = VaeMembers.Assemble(data, folder, options, cancellation);
        return TrainingSummary.Keep(trained, output, scores, numbers) ? ExitCode.Success : ExitCode.Failure;
    }
}
