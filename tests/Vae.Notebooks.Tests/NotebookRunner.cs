using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace Vae.Notebooks.Tests;

/// <summary>Executes the code cells of a notebook in order, with state from cell to cell, and gives back what each showed.</summary>
internal static class NotebookRunner
{
    /// <summary>Runs all code cells in a folder of their own, where the cells may leave files.</summary>
    /// <exception cref="NotebookException">A cell does not compile, or throws.</exception>
    public static async Task<IReadOnlyList<(NotebookCell Cell, IReadOnlyList<CellOutput> Outputs)>> RunAsync(Notebook notebook)
    {
        var packages = new PackageReferences();
        using var loader = new InteractiveAssemblyLoader();
        loader.RegisterDependency(typeof(NotebookScreen).Assembly);
        var options = ScriptOptions.Default.WithReferences(PackageReferences.Framework)
            .AddReferences(typeof(NotebookScreen).Assembly).WithEmitDebugInformation(true).WithFileEncoding(Encoding.UTF8);
        using var folder = new RunFolder(notebook.Name);
        using var screen = new NotebookScreen();

        ScriptState<object>? state = null;
        var results = new List<(NotebookCell, IReadOnlyList<CellOutput>)>();
        foreach (var cell in notebook.CodeCells)
        {
            try
            {
                var (code, assemblies) = packages.Take(cell.Source);
                foreach (var assembly in assemblies)
                {
                    // The very assemblies of this program: a second copy would not find its native libraries.
                    loader.RegisterDependency(Assembly.Load(AssemblyName.GetAssemblyName(assembly)));
                }

                options = options.AddReferences(assemblies.Select(path => MetadataReference.CreateFromFile(path))).WithFilePath(cell.Id);
                var script = state is null
                    ? CSharpScript.Create<object>(code, options, typeof(NotebookScreen), loader)
                    : state.Script.ContinueWith<object>(code, options);
                state = state is null ? await script.RunAsync(screen) : await script.RunFromAsync(state);
            }
            catch (CompilationErrorException exception)
            {
                var error = exception.Diagnostics[0];
                throw new NotebookException(cell, error.Location.GetLineSpan().StartLinePosition.Line + 1, error.GetMessage(CultureInfo.InvariantCulture), exception);
            }
            catch (Exception exception) when (exception is not NotebookException)
            {
                throw new NotebookException(cell, LineOf(exception, cell), $"{exception.GetType().Name}: {exception.Message}", exception);
            }

            if (state.ReturnValue is { } value)
            {
                screen.display(value);
            }

            results.Add((cell, screen.Take()));
        }

        return results;
    }

    // The innermost line of the cell that was running; an exception that came from elsewhere was still thrown under one of its lines.
    private static int? LineOf(Exception exception, NotebookCell cell) =>
        new StackTrace(exception, fNeedFileInfo: true).GetFrames().FirstOrDefault(frame => frame.GetFileName() == cell.Id)?.GetFileLineNumber();
}
