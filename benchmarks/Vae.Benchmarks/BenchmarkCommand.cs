using System.CommandLine;
using BenchmarkDotNet.Running;
using Vae.Benchmarks.Ratios;
using Vae.Benchmarks.Report;
using Vae.Benchmarks.Soak;

namespace Vae.Benchmarks;

/// <summary>The command line: all ratios in one go, the README's table from committed results, or BenchmarkDotNet's own options.</summary>
internal static class BenchmarkCommand
{
    public static int Run(string[] arguments) => arguments is ["ratios" or "readme" or "soak", ..] or [] or ["--help"]
        ? Create().Parse(arguments).Invoke()
        : BenchmarkSwitcher.FromAssembly(typeof(BenchmarkCommand).Assembly).Run(arguments).Any() ? 0 : 1;

    /// <summary>The commands that are not BenchmarkDotNet's.</summary>
    public static RootCommand Create() => new("Speed of Vae.MLNet against its baselines. Other arguments go to BenchmarkDotNet: --filter '*', --list flat.") { Ratios(), Readme(), SoakCommand.Create() };

    private static Command Ratios()
    {
        var only = new Option<string[]>("--only") { Description = "Groups to run: " + string.Join(", ", RatioGroups.All.Select(group => group.Name)), AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong([.. RatioGroups.All.Select(group => group.Name)]);
        var json = new Option<FileInfo?>("--json") { Description = "File to write results to, one JSON object a line; its folder must exist. With --only, other groups' results in it are kept." };
        var command = new Command("ratios", "Measures every ratio of docs/performance.md, each with its baseline in the same run, turn and turn about.") { only, json };
        command.SetAction(parse => RatioRun.Execute(parse.GetValue(only) ?? [], parse.GetValue(json)?.FullName));
        return command;
    }

    private static Command Readme()
    {
        var readme = new Argument<FileInfo>("file") { Description = "The README.", DefaultValueFactory = _ => new FileInfo("README.md") }.AcceptExistingOnly();
        var results = new Option<DirectoryInfo>("--results") { Description = "Folder of committed results.", DefaultValueFactory = _ => new("benchmarks/Vae.Benchmarks/results") }.AcceptExistingOnly();
        var command = new Command("readme", "Rewrites the README's table from the committed results.") { readme, results };
        command.SetAction(parse => ReadmeTable.Rewrite(parse.GetValue(readme)!.FullName, parse.GetValue(results)!.FullName));
        return command;
    }
}
