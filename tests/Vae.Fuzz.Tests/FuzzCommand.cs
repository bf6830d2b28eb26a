using System.CommandLine;
using Vae.Fuzz.Tests.Campaigns;

namespace Vae.Fuzz.Tests;

/// <summary>
/// The fuzzer by hand: <c>dotnet run -c Release --project tests/Vae.Fuzz.Tests -- models --count 100000</c>. A mutant is made by its number alone:
/// <c>--from</c> goes on where an earlier run ended, and brings any mutant back.
/// </summary>
internal static class FuzzCommand
{
    private static readonly Option<int> From = new("--from") { Description = "The first mutant's number." };
    private static readonly Option<int> Count = new("--count") { Description = "How many mutants.", DefaultValueFactory = _ => 100_000 };
    private static readonly Option<string?> Findings = new("--findings")
    {
        Description = "An existing folder for the mutants that found something.",
    };

    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Mutated inputs: no crash, no hang, no flood of memory, documented errors only, and no score that changed in silence.");
        foreach (var (name, description) in FuzzTargets.All)
        {
            var command = new Command(name, description) { From, Count, Findings };
            command.SetAction(line => Campaign(name, line));
            root.Add(command);
        }

        var target = new Argument<string>("target");
        var work = new Command(FuzzWorker.Name, "The child process of a campaign.") { target, From, Count };
        work.Hidden = true;
        work.SetAction(line => FuzzWorker.Run(line.GetRequiredValue(target), line.GetValue(From), line.GetValue(Count)));
        root.Add(work);
        return root;
    }

    private static int Campaign(string target, ParseResult line)
    {
        var tally = FuzzCampaign.Run(target, line.GetValue(From), line.GetValue(Count), line.GetValue(Findings), Console.Error.WriteLine);
        Console.Out.WriteLine(tally);
        return tally.Findings.Count == 0 ? 0 : 1;
    }
}
