using Spectre.Console;

namespace Vae.Cli.Output;

/// <summary>A table of names and values on stdout.</summary>
internal static class AnswerTable
{
    public static void Print(IEnumerable<(string Name, string Value)> rows)
    {
        var table = new Table { Border = TableBorder.Minimal, ShowHeaders = false }.AddColumns("", "");
        foreach (var (name, value) in rows)
        {
            table.AddRow(new Text(name), new Text(value));
        }

        Write(table);
    }

    /// <summary>A table with a header.</summary>
    public static void Print(IEnumerable<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Minimal };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        Write(table);
    }

    /// <summary>Prints a table of any columns.</summary>
    public static void Write(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 160;   // a file or pipe has no width of its own
        }

        console.Write(table);
    }
}
