using System.Runtime.InteropServices;
using Vae.MLNet;
using Vae.Training;

namespace Vae.Cli.Commands;

/// <summary><c>vae doctor</c>: what scoring and training run on here, what is missing, and the line that changes it.</summary>
internal sealed class DoctorCommand : DocumentedCommand
{
    public DoctorCommand()
        : base(
            "doctor",
            "Says what scoring and training run on here, and what is missing.",
            "Looks for ONNX Runtime, CUDA and libtorch by loading them. The result is 1 where scoring or training cannot work, else 0.",
            "vae doctor") => SetAction(_ => Run());

    private static int Run()
    {
        VaeFinding[] findings =
        [
            new("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}"),
            .. VaeRuntime.Examine(),
            .. VaeTraining.Examine(),
        ];
        foreach (var finding in findings)
        {
            Console.Out.WriteLine($"{Mark(finding)} {finding.Subject}: {finding.Found}");
            if (finding.Advice is { } advice)
            {
                Console.Out.WriteLine($"    {advice}");
            }
        }

        var problems = findings.Count(finding => finding.IsProblem);
        Console.Out.WriteLine(problems == 0 ? "Scoring and training work." : FormattableString.Invariant($"Problems: {problems}."));
        return problems == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static string Mark(VaeFinding finding) => finding switch { { IsProblem: true } => "!!", { Advice: not null } => "--", _ => "ok" };
}
