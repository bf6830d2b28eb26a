using System.Diagnostics.CodeAnalysis;

namespace Vae.Notebooks.Tests;

/// <summary>What cells show and print lands here. Its members have the names that the Polyglot kernel gives them; scripts see them as their own.</summary>
public sealed class NotebookScreen : IDisposable
{
    private readonly TextWriter _console = Console.Out;
    private readonly StringWriter _printed = new();
    private readonly List<CellOutput> _outputs = [];

    internal NotebookScreen()
    {
        Current = this;
        Console.SetOut(_printed);
    }

    internal static NotebookScreen? Current { get; private set; }

    /// <summary>Shows a value: rows as a table, anything else as text.</summary>
    [SuppressMessage("Naming", "IDE1006", Justification = "The kernel's name.")]
    public void display(object value) =>
        Show(HtmlTable.Of(value) is { } table ? new(CellOutput.Html, table) : new(CellOutput.Plain, FormattableString.Invariant($"{value}")));

    public void Dispose()
    {
        Current = null;
        Console.SetOut(_console);
        _printed.Dispose();
    }

    internal void Show(CellOutput output)
    {
        KeepPrinted();
        _outputs.Add(output);
    }

    /// <summary>The outputs since the last call.</summary>
    internal IReadOnlyList<CellOutput> Take()
    {
        KeepPrinted();
        CellOutput[] taken = [.. _outputs];
        _outputs.Clear();
        return taken;
    }

    private void KeepPrinted()
    {
        if (_printed.ToString() is { Length: > 0 } text)
        {
            _outputs.Add(new(null, text.ReplaceLineEndings("\n")));
            _printed.GetStringBuilder().Clear();
        }
    }
}
