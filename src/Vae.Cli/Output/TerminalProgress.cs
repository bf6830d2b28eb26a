using Spectre.Console;

namespace Vae.Cli.Output;

/// <summary>A progress bar on stderr where that is a terminal; stdout stays free for the answer.</summary>
internal static class TerminalProgress
{
    /// <summary>Runs work that reports where it stands.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it calls back with the share that is done, 0 to 1, and a short text.</param>
    /// <param name="otherwise">What to do with reports where there is no terminal; null for nothing.</param>
    public static T Run<T>(string title, Func<Action<double, string>, T> work, Action<string>? otherwise = null)
    {
        if (Console.IsErrorRedirected)
        {
            return work((_, text) => otherwise?.Invoke(text));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: 1);
                return work((value, text) =>
                {
                    task.Value = value;
                    task.Description = Markup.Escape($"{title}, {text}");
                });
            });
    }
}
