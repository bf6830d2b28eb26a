using System.CommandLine;
using Vae.Cli.Commands;
using Vae.Cli.Output;
using Vae.Data;
using Vae.MLNet;

namespace Vae.Cli;

/// <summary>The `vae` command: its subcommands, and what becomes of errors and signals. Answers go to stdout, everything else to stderr.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] arguments)
    {
        Console.SetError(new MessageWriter(Console.Error));
        using var interrupts = new Interrupts();
        var parsed = Root(interrupts).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var message in parsed.Errors.Select(error => error.Message).Distinct())
            {
                Console.Error.WriteLine(message);
            }

            Console.Error.WriteLine($"Run '{string.Join(' ', Path(parsed.CommandResult).Reverse())} --help' for what it takes.");
            return ExitCode.Input;
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, interrupts.Stop);
        }
        catch (Exception exception)
        {
            var (message, exitCode) = Explain(exception);
            Console.Error.WriteLine(message);
            return exitCode;
        }
    }

    public static RootCommand Root(Interrupts interrupts) => new(
        "Finds anomalies in tables and images with variational autoencoders: "
        + "train on normal rows, score any rows with the one ONNX file that results.\n\n"
        + "Example:\n  vae train data/shuttle.csv --label Class --normal \"Rad Flow\" --output model.onnx\n"
        + "  vae score model.onnx data/shuttle.csv --output scores.csv\n"
        + "  vae train data/digits --normal one --output ones.onnx\n  vae score ones.onnx data/digits --output scores.csv --heatmaps heatmaps")
    {
        new DetectCommand(interrupts),
        new TrainCommand(interrupts),
        new AssembleCommand(),
        new ScoreCommand(),
        new MergeCommand(),
        new ExplainCommand(),
        new ReportCommand(),
        new EvaluateCommand(),
        new GenerateCommand(),
        new InterpolateCommand(),
        new ThresholdCommand(),
        new EncodeCommand(),
        new ReconstructCommand(),
        new InspectCommand(),
        new DoctorCommand(),
    };

    private static IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult command)
    {
        for (var result = command; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            yield return result.Command is RootCommand ? "vae" : result.Command.Name;
        }
    }

    /// <summary>One line for the failures that say everything in their message; a bug keeps its stack trace.</summary>
    private static (string Message, int ExitCode) Explain(Exception exception) => exception switch
    {
        InputException or VaeDataException or VaeModelException or InvalidDataException => (exception.Message, ExitCode.Input),
        ArgumentException argument =>
            (argument.Message.Replace($" (Parameter '{argument.ParamName}')", "", StringComparison.Ordinal), ExitCode.Input),
        OperationCanceledException => ("Stopped before there was a result.", ExitCode.Interrupted),
        IOException or UnauthorizedAccessException or InvalidOperationException or ArithmeticException => (exception.Message, ExitCode.Failure),
        _ => ($"Unexpected failure; please report it. {exception}", ExitCode.Failure),
    };
}
