using Vae.Notebooks.Tests;

// dotnet run --project tests/Vae.Notebooks.Tests -- --refresh [notebook]: runs the notebooks, writes what their cells showed back into them, and writes their twins.
if (args is not ["--refresh", .. { Length: < 2 } chosen])
{
    Console.Error.WriteLine("Arguments must be --refresh, and at most one notebook's name such as 01-tabular. Without arguments, use 'dotnet test'.");
    return 2;
}

foreach (var name in chosen.Length > 0 ? chosen : Notebook.Names)
{
    var notebook = Notebook.Open(name);
    File.WriteAllText(Twin.PathOf(name), Twin.Of(notebook));
    var executionCount = 0;
    foreach (var (cell, outputs) in await NotebookRunner.RunAsync(notebook))
    {
        cell.Replace(outputs, ++executionCount);
    }

    notebook.Save();
    Console.WriteLine($"Wrote {notebook.FilePath} ({new FileInfo(notebook.FilePath).Length / 1024} KiB) and {Twin.PathOf(name)}.");
}

return 0;
