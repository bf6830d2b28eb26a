using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Vae.Cli.Commands;

/// <summary>A command whose help ends with notes and an example.</summary>
internal abstract class DocumentedCommand : Command
{
    protected DocumentedCommand(string name, string summary, string notes, string example)
        : base(name, summary) => Add(new HelpOption { Action = new NotedHelp($"{notes}{(notes.Length > 0 ? "\n\n" : "")}Example:\n  {example}\n") });

    /// <summary>The standard help, then the notes.</summary>
    private sealed class NotedHelp(string notes) : SynchronousCommandLineAction
    {
        private readonly HelpAction _standard = new();

        public override bool Terminating => true;

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            _standard.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(notes);
            return ExitCode.Success;
        }
    }
}
