using System.Text.Json.Nodes;

namespace Vae.Notebooks.Tests;

/// <summary>
/// The kernel that the notebooks are written for: .NET Interactive (Polyglot Notebooks), driven by Jupyter's own client. <c>eng/install-kernel</c> puts it below artifacts.
/// </summary>
internal static class Kernel
{
    private const string Python = "/usr/bin/python3";

    private static readonly string Folder = Repository.PathOf("artifacts/kernel");

    /// <summary>Reads a notebook, executes it cell by cell and writes it with its outputs, those of a cell that fails included.</summary>
    private const string Client = """
        import sys, nbformat
        from nbclient import NotebookClient
        source, target, folder = sys.argv[1:]
        notebook = nbformat.read(source, as_version=4)
        client = NotebookClient(notebook, timeout=420, kernel_name='.net-csharp', allow_errors=True, resources={'metadata': {'path': folder}})
        client.execute()
        nbformat.write(notebook, target)
        """;

    /// <summary>Why the kernel cannot be used here; null where it can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Executes code cells against the packages of this build, in a folder inside the repository, and gives back what each showed.</summary>
    /// <exception cref="InvalidOperationException">A cell failed; the message has its number and what it said.</exception>
    public static IReadOnlyList<IReadOnlyList<JsonObject>> Run(string name, IEnumerable<string> cells)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "run", $"kernel-{name}-{Environment.ProcessId}")).FullName;
        using var cache = new PackageCache();
        try
        {
            var (source, target) = (Path.Combine(folder, "in.ipynb"), Path.Combine(folder, "out.ipynb"));
            File.WriteAllText(source, JsonOf([$"#i \"nuget:{PackageFeed.Folder}\"", .. cells]).ToJsonString());
            CommandRun.Run(
                Python, folder, ["-c", Client, source, target, folder],
                ("NUGET_PACKAGES", cache.Folder), ("JUPYTER_PATH", Folder), ("PATH", $"{Folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"),
                ("DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT", "1")).MustSucceed();
            return [.. JsonNode.Parse(File.ReadAllText(target))!["cells"]!.AsArray().Skip(1).Select((cell, number) => OutputsOf(cell!.AsObject(), number))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IReadOnlyList<JsonObject> OutputsOf(JsonObject cell, int number)
    {
        JsonObject[] outputs = [.. cell["outputs"]!.AsArray().Select(output => output!.AsObject())];
        var failure = outputs.FirstOrDefault(output => (string)output["output_type"]! == "error");
        return failure is null
            ? outputs
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"Code cell {number + 1} must run in the kernel; got {failure["evalue"]}\n{NotebookCell.Text(cell["source"]!)}"));
    }

    private static JsonObject JsonOf(IEnumerable<string> cells) => new()
    {
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["display_name"] = ".NET (C#)", ["language"] = "C#" } },
        ["cells"] = new JsonArray([.. cells.Select((code, number) => new JsonObject
        {
            ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"cell-{number}", ["metadata"] = new JsonObject(), ["outputs"] = new JsonArray(), ["source"] = code,
        })]),
    };

    private static string? FindMissing() =>
        !File.Exists(Path.Combine(Folder, "dotnet-interactive")) || !Directory.Exists(Path.Combine(Folder, "kernels/.net-csharp"))
            ? "The .NET kernel is not installed: run eng/install-kernel."
            : !File.Exists(Python) || CommandRun.Run(Python, Folder, ["-c", "import nbclient"]).ExitCode != 0
                ? "Jupyter's client is not installed: run eng/install-kernel as root, or install python3-nbclient."
                : null;
}
